package io.github.realip.lab;

import io.github.realip.lab.Outcome.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The outcomes as text in columns. */
final class Table {
  private static final List<String> HEAD = List.of("", "situation", "", "peer", "headers that arrived",
      "without agent", "with agent", "right", "", "the agent says");

  private Table() {
  }

  static String of(List<Outcome> outcomes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Outcome outcome : outcomes) {
      Set<String> shown = new HashSet<>(); // whoever asks several times does so once here
      outcome.requests().stream().filter(exchange -> shown.add(exchange.caller() + exchange.forged()))
          .forEach(exchange -> rows.add(row(outcome, exchange)));
    }
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
        first ? situation.id() : "",
        first ? situation.title() : "  " + exchange.caller() + (exchange.forged() ? " forges headers" : ""),
        first ? outcome.family().toString() : "",
        exchange.peer(),
        exchange.headers().entrySet().stream().map(line -> line.getKey() + " " + line.getValue())
            .collect(Collectors.joining("; ")),
        exchange.without(),
        exchange.with(),
        Verdict.right(outcome, exchange),
        Verdict.of(outcome, exchange).toString(),
        first ? String.join(", ", outcome.findings()) : "");
  }
}
