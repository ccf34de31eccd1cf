package io.github.realip.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was measured, value by value, as a file beside the page keeps it: a line that says how, then a table with tabs
 * between, one row for each subject, side and round. Tables and drawings are made of it.
 */
public final class Results {

  private static final String TAB = "\t";
  private static final String COMMENT = "# ";
  private static final MathContext DIGITS = new MathContext(6);

  /**
   * Of one round.
   *
   * @param subject what was measured, such as a container
   * @param side what it was measured with, such as an agent
   * @param values by what they are, with the unit
   */
  private record Row(String subject, String side, int round, Map<String, Double> values) {
  }

  private final List<Row> rows = new ArrayList<>();
  private String how = "";

  /** Takes what one round has shown of one side of a subject. */
  public void add(String subject, String side, int round, Map<String, Double> values) {
    if (!values.isEmpty()) {
      rows.add(new Row(subject, side, round, Map.copyOf(values)));
    }
  }

  /** How it was measured: machine, budget, date. */
  public String how() {
    return how;
  }

  /** What was measured, in the order of the file. */
  public List<String> subjects() {
    return rows.stream().map(Row::subject).distinct().toList();
  }

  /** What a subject was measured with, in the order of the file. */
  public List<String> sides(String subject) {
    return rows.stream().filter(row -> row.subject().equals(subject)).map(Row::side).distinct().toList();
  }

  /** The values of one kind, round by round. */
  public Samples of(String subject, String side, String what) {
    Samples samples = new Samples();
    rows.stream().filter(row -> row.subject().equals(subject) && row.side().equals(side)
        && row.values().containsKey(what)).forEach(row -> samples.add(row.round(), row.values().get(what)));
    return samples;
  }

  /** These in place of what an earlier run has found of the same subjects; its others stay. */
  Results over(Results earlier) {
    Results all = new Results();
    Stream.concat(earlier.subjects().stream(), subjects().stream()).distinct()
        .forEach(subject -> (subjects().contains(subject) ? this : earlier).rows.stream()
            .filter(row -> row.subject().equals(subject)).forEach(all.rows::add));
    return all;
  }

  /** These as further rounds of what an earlier run has found. */
  Results after(Results earlier) {
    int last = earlier.rows.stream().mapToInt(Row::round).max().orElse(0);
    Results all = new Results();
    Stream.concat(earlier.subjects().stream(), subjects().stream()).distinct().forEach(subject -> {
      earlier.rows.stream().filter(row -> row.subject().equals(subject)).forEach(all.rows::add);
      rows.stream().filter(row -> row.subject().equals(subject)).forEach(
          row -> all.add(subject, row.side(), row.round() + last, row.values()));
    });
    return all;
  }

  /** Writes the file. */
  void write(Path file, String measured) throws IOException {
    Set<String> kinds = new LinkedHashSet<>();
    rows.forEach(row -> row.values().keySet().stream().sorted().forEach(kinds::add));
    List<String> lines = new ArrayList<>(List.of(COMMENT + measured,
        "subject" + TAB + "side" + TAB + "round" + TAB + String.join(TAB, kinds)));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.subject(), row.side(), String.valueOf(row.round())));
      kinds.forEach(kind -> cells.add(row.values().containsKey(kind) ? number(row.values().get(kind)) : ""));
      lines.add(String.join(TAB, cells).stripTrailing());
    }
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private static String number(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Reads the file. */
  static Results read(Path file) throws IOException {
    Results results = new Results();
    List<String> lines = Files.readAllLines(file);
    results.how = lines.get(0).substring(COMMENT.length());
    List<String> heads = List.of(lines.get(1).split(TAB));
    for (String line : lines.subList(2, lines.size())) {
      String[] cells = line.split(TAB);
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 3; i < cells.length; i++) {
        if (!cells[i].isEmpty()) {
          values.put(heads.get(i), Double.valueOf(cells[i]));
        }
      }
      results.add(cells[0], cells[1], Integer.parseInt(cells[2]), values);
    }
    return results;
  }
}
