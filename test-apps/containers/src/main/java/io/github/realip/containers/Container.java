package io.github.realip.containers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One version of one container: a line of the matrix.
 *
 * @param name what people call it
 * @param version the version that is fetched
 * @param coordinates group, artifact and type in Maven's repository; perhaps others behind it, with their versions
 * @param launcher which {@link Launcher} starts it
 * @param api {@code javax}, {@code jakarta} or {@code none}
 * @param javas the Javas it is tried on, the oldest that it supports first
 * @param spread those of them that are in the default run
 * @param option words that only its launcher understands
 * @param differences in what it is not like the others
 * @param note what else a user should know, or nothing
 */
public record Container(
    String name, String version, String coordinates, String launcher, String api,
    List<Integer> javas, Set<Integer> spread, String option, Set<Difference> differences, String note) {
  private static final int CELLS = 9;

  /** Whether it differs from the others in this. */
  public boolean differs(Difference difference) {
    return differences.contains(difference);
  }

  /** Whether its applications are servlets; if not, it has tests of its own. */
  public boolean hasServlets() {
    return !api.equals("none");
  }

  /** Whether this word is among its options. */
  public boolean hasOption(String word) {
    return words(option).contains(word);
  }

  /** The coordinates with versions; that of the first is the container's. */
  List<String> artifacts() {
    return words(coordinates.replaceFirst("(?= |$)", ":" + version));
  }

  /** The same with other options. */
  public Container withOption(String words) {
    return new Container(name, version, coordinates, launcher, api, javas, spread, words, differences, note);
  }

  /** The same with one more option. */
  public Container plusOption(String word) {
    return withOption((option + " " + word).strip());
  }

  /** The same with another way to switch its forwarding on; a way that its launcher does not know is an error. */
  public Container withForwarding(String word) {
    if (!Launcher.of(this).otherForwarding(this).contains(word)) {
      throw new IllegalArgumentException(this + " has no forwarding called " + word);
    }
    return plusOption(word);
  }

  static Container parse(String line) {
    List<String> cells = Stream.of(line.split(",", CELLS)).map(String::strip).toList();
    if (cells.size() != CELLS) {
      throw new IllegalArgumentException(CELLS + " cells make a container, not " + cells.size() + ": " + line);
    }
    List<Integer> javas = new ArrayList<>();
    List<Integer> spread = new ArrayList<>();
    for (String java : words(cells.get(5))) {
      javas.add(Integer.valueOf(java.replace("*", "")));
      if (java.endsWith("*")) {
        spread.add(javas.get(javas.size() - 1));
      }
    }
    return new Container(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4),
        List.copyOf(javas), Set.copyOf(spread), cells.get(6),
        words(cells.get(7)).stream().map(Difference::named).collect(Collectors.toUnmodifiableSet()), cells.get(8));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" +")).filter(word -> !word.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return Stream.of(name, version, option).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
