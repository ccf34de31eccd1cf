package io.github.realip.containers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which cells a run is for: those whose name a regular expression finds; without one the spread, and of the rest of the
 * matrix one of several parts if that is wanted. All parts together are the whole matrix.
 *
 * @param names the expression, in which case does not matter, or nothing
 * @param part such as {@code 2/4}, the second of four parts, or nothing
 */
record Selection(String names, String part) {
  static final Selection OF_THIS_RUN =
      new Selection(System.getProperty("realip.matrix", ""), System.getProperty("realip.matrix.part", ""));

  /** Whether this is the run of everything, for tests that have a matrix of their own. */
  boolean isAll() {
    return names.equals(".*");
  }

  List<Cell> of(List<Cell> matrix) {
    if (!names.isEmpty()) {
      Pattern wanted = Pattern.compile(names, Pattern.CASE_INSENSITIVE);
      return matrix.stream().filter(cell -> wanted.matcher(cell.toString()).find()).toList();
    }
    List<Cell> rest = new ArrayList<>(matrix);
    rest.removeIf(Cell::inSpread);
    rest.retainAll(part(rest));
    return matrix.stream().filter(cell -> cell.inSpread() || rest.contains(cell)).toList();
  }

  /**
   * Of these cells fewer, for what takes long and is alike in all of a kind: one for each launcher, out of the part if
   * that has one, so that each part has others; where cells are named, one for each container.
   */
  List<Cell> samplesOf(List<Cell> cells) {
    Map<Object, Cell> newest = new LinkedHashMap<>();
    for (Cell cell : of(cells)) {
      Object kind = names.isEmpty() ? cell.container().launcher() : cell.container();
      Cell other = newest.get(kind);
      if (other == null || other.inSpread() || !cell.inSpread()) {
        newest.put(kind, cell);
      }
    }
    return List.copyOf(newest.values());
  }

  /** Of several ways one, for the next cell the next, and in the next part another; all where cells are named. */
  <T> List<T> inTurn(int cell, List<T> ways) {
    int turn = part.isEmpty() ? 0 : Integer.parseInt(part.replaceFirst("/.*", ""));
    return names.isEmpty() ? List.of(ways.get((cell + turn) % ways.size())) : ways;
  }

  /** Of these every other one, in the next part the others; all where cells are named. */
  <T> List<T> everyOther(List<T> all) {
    return IntStream.range(0, all.size()).filter(i -> inTurn(i, List.of(true, false)).contains(true)).mapToObj(all::get)
        .toList();
  }

  /** Every so many-th: so each part has some of every kind, as neighbours in the matrix are alike. */
  private List<Cell> part(List<Cell> rest) {
    if (part.isEmpty()) {
      return List.of();
    }
    if (!part.matches("[1-9]\\d{0,3}/[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("realip.matrix.part is K/N, such as 2/4, not " + part);
    }
    String[] numbers = part.split("/");
    int first = Integer.parseInt(numbers[0]) - 1;
    int parts = Integer.parseInt(numbers[1]);
    if (first >= parts) {
      throw new IllegalArgumentException("realip.matrix.part is K/N with K up to N, not " + part);
    }
    List<Cell> wanted = new ArrayList<>();
    for (int i = first; i < rest.size(); i += parts) {
      wanted.add(rest.get(i));
    }
    return wanted;
  }
}
