package io.github.realip.config;

import java.util.Arrays;

/** Finds the known word that a misspelt one probably stands for. */
public final class Spelling {

  private Spelling() {
  }

  /** Returns the candidate at the smallest edit distance, or {@code null} if none is near enough to be a guess. */
  public static String nearest(String word, String... candidates) {
    String best = null;
    // a third of the letters may differ: "trusted-proxy" is near "trusted-proxies", "ingress" is near nothing
    int bestDistance = Math.min(word.length() / 3, 4) + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** Counts the insertions, deletions and replacements that turn one word into the other (Levenshtein). */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int i = 0; i < previous.length; i++) {
      previous[i] = i;
    }
    for (int i = 1; i <= Math.min(from.length(), 100); i++) {
      int[] row = new int[previous.length];
      Arrays.fill(row, i);
      for (int j = 1; j < row.length; j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(row[j - 1], previous[j]) + 1);
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
