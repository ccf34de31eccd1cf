package io.github.realip.containers;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One version of one container: a line of the matrix.
 *
 * @param name what people call it
 * @param version the version that is fetched
 * @param coordinates group, artifact and type in Maven's repository
 * @param launcher which {@link Launcher} starts it
 * @param api {@code javax} or {@code jakarta}
 * @param minJava the oldest Java it runs on
 * @param maxJava the newest Java it is tried on
 * @param option what only its launcher understands, or nothing
 */
public record Container(
    String name, String version, String coordinates, String launcher, String api, int minJava, int maxJava,
    String option) {

  /**
   * The Java versions of the default run: the oldest that the container supports, 17 and 25.
   */
  public List<Integer> javas() {
    return IntStream.concat(IntStream.of(minJava), IntStream.of(17, 25))
        .filter(java -> java >= minJava && java <= maxJava)
        .distinct().boxed().toList();
  }

  static Container parse(String line) {
    List<String> cells = Stream.of(line.split(",", -1)).map(String::strip).toList();
    if (cells.size() != 8) {
      throw new IllegalArgumentException("Eight cells make a container, not " + cells.size() + ": " + line);
    }
    return new Container(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4),
        Integer.parseInt(cells.get(5)), Integer.parseInt(cells.get(6)), cells.get(7));
  }

  @Override
  public String toString() {
    return Stream.of(launcher, version, option).filter(word -> !word.isEmpty()).reduce((a, b) -> a + " " + b).get();
  }
}
