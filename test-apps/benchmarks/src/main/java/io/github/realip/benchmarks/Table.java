package io.github.realip.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table as Markdown writes it. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
      if (row == rows.get(0)) {
        text.append("|---".repeat(row.size())).append("|\n");
      }
    }
    return text.toString();
  }
}
