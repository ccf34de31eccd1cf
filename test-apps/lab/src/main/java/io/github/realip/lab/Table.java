package io.github.realip.lab;

import io.github.realip.lab.Outcome.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The outcomes as text in columns. */
final class Table {
  private static final List<String> HEAD = List.of("", "situation", "", "peer", "X-Forwarded-For",
      "without agent", "with agent", "right", "", "finding");

  private Table() {
  }

  static String of(List<Outcome> outcomes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    outcomes.forEach(outcome -> outcome.requests().stream().distinct()
        .forEach(exchange -> rows.add(row(outcome, exchange))));
    int[] widths = IntStream.range(0, HEAD.size())
        .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
    return rows.stream().map(row -> IntStream.range(0, row.size())
            .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
            .collect(Collectors.joining("  ")).stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> row(Outcome outcome, Exchange exchange) {
    Situation situation = outcome.situation();
    boolean first = exchange == outcome.requests().get(0);
    return List.of(
        first && outcome.family() == situation.families().get(0) ? situation.id() : "",
        first ? situation.title() : exchange.forged() ? "  forged headers" : "  " + exchange.caller(),
        first ? outcome.family().toString() : "",
        exchange.peer(),
        exchange.forwardedFor(),
        exchange.without(),
        exchange.with(),
        Verdict.right(outcome, exchange),
        Verdict.of(outcome, exchange).toString(),
        first ? String.join(", ", outcome.findings()) : "");
  }
}
