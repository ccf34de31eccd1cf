package io.github.realip.request;

import io.github.realip.resolve.Outcome;

/**
 * The answers of late: under the same rules the same peer and header line have the same answer, and containers that
 * keep no address of their own ask several times within a request. Entries are immutable and found by their whole key,
 * so a race costs at most one more decision; there is no lock.
 */
final class RecentAnswers {

  /** A power of two; each entry holds on to {@value #LONGEST_LINE} characters at most. */
  private static final int SIZE = 64;
  private static final int LONGEST_LINE = 128;

  /** One answer. */
  static final class Answer {
    private final Object peer;
    private final String line;
    final Object client;
    final Outcome outcome;
    private Comparison.Kind kind; // found when somebody asks; a race finds the same twice

    /**
     * Makes an entry.
     *
     * @param peer the peer's address, without a port
     * @param client the client's address, or {@code null} for the peer's
     */
    Answer(Object peer, String line, Object client, Outcome outcome) {
      this.peer = peer;
      this.line = line;
      this.client = client;
      this.outcome = outcome;
    }

    /** One that is the peer, and is not remembered. */
    static Answer peer(Outcome outcome) {
      return new Answer(null, null, null, outcome);
    }

    /** What would become of the container's own answer, which is the peer with its port or without. */
    Comparison.Kind kindFor(Object ownAnswer) {
      Comparison.Kind known = kind;
      if (known == null) {
        known = Comparison.kindOfOwn(ownAnswer, outcome);
        kind = known;
      }
      return known;
    }
  }

  private final Answer[] slots = new Answer[SIZE];

  /** The answer for this peer and line, or {@code null} if it is not known any more. */
  Answer find(Object peer, String line) {
    if (line.length() > LONGEST_LINE) {
      return null;
    }
    Answer answer = slots[slot(line, SIZE)];
    return answer != null && answer.line.equals(line) && answer.peer.equals(peer) ? answer : null;
  }

  /** Remembers an answer in the place of an older one. */
  void add(Answer answer) {
    if (answer.line.length() <= LONGEST_LINE) {
      slots[slot(answer.line, SIZE)] = answer;
    }
  }

  /**
   * The place of a text among a power of two of them, by its length and two characters: to read all would take longer
   * than the rest.
   */
  static int slot(String text, int size) {
    int length = text.length();
    return length == 0 ? 0 : length + 7 * text.charAt(length - 1) + 31 * text.charAt(length / 2) & size - 1;
  }
}
