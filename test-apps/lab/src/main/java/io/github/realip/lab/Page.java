package io.github.realip.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the documentation that the lab writes: what came of every situation. */
final class Page {
  private static final String BEGIN = "<!-- written by the lab: begin -->\n";
  private static final String END = "<!-- written by the lab: end -->\n";
  private static final String HEAD = """

      | | situation and path | settings | headers that arrive | headers, if the client forges them \
      | peer, and the answer without the agent | answer with the agent | right | the agent says |
      |---|---|---|---|---|---|---|---|---|
      """;

  /** What a client sends that forges headers. */
  private static final Map<String, String> AS_SENT = new Outcome.Exchange(
      "", true, "", 0, Client.FORGED, "", "").headers();

  private Page() {
  }

  /** The outcomes of all situations as a table. */
  static String table(List<Outcome> outcomes) {
    return HEAD + outcomes.stream().map(Outcome::situation).distinct()
        .map(situation -> row(situation,
            outcomes.stream().filter(outcome -> outcome.situation() == situation).toList()))
        .collect(Collectors.joining()) + "\n" + legend() + "\n";
  }

  /** What a page has between the marks. */
  static String generatedPart(Path page) throws IOException {
    String text = Files.readString(page);
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
  }

  /** Puts the table between the marks. */
  static void write(Path page, String table) throws IOException {
    String text = Files.readString(page);
    Files.writeString(page,
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + text.substring(text.indexOf(END)));
  }

  private static String row(Situation situation, List<Outcome> outcomes) {
    return "| " + String.join(" | ",
        situation.id(),
        situation.title() + "<br>`" + situation.path() + "`",
        settings(situation.app()),
        both(outcomes, outcome -> headers(outcome, false)),
        both(outcomes, outcome -> headers(outcome, true)),
        both(outcomes, outcome -> outcome.situation().isUnreachable() || outcome.first(false).without().equals(
            outcome.first(false).peer()) ? Addresses.named(outcome.first(false).peer())
            : Addresses.named(outcome.first(false).peer()) + "; " + outcome.first(false).without()),
        both(outcomes, Page::answers),
        right(situation, outcomes),
        both(outcomes, outcome -> outcome.findings().stream()
            .map(finding -> "[" + finding + "](diagnosis.md#" + finding + ")").collect(Collectors.joining(", "))))
        + " |\n";
  }

  private static String settings(App app) {
    return app.settings().isEmpty() ? "none" : code(app.settings().replaceAll("[{}]", "").replace("; ", "`<br>`"));
  }

  /** One text where both protocols agree. */
  private static String both(List<Outcome> outcomes, Function<Outcome, String> cell) {
    List<String> texts = outcomes.stream().map(cell).distinct().toList();
    return texts.size() == 1 ? texts.get(0)
        : outcomes.stream().map(outcome -> outcome.family() + ": " + cell.apply(outcome))
            .collect(Collectors.joining("<br>"));
  }

  private static String headers(Outcome outcome, boolean forged) {
    if (outcome.first(forged).headers().equals(AS_SENT)) {
      return "as they were sent";
    }
    return outcome.first(forged).headers().entrySet().stream()
        .map(line -> code(line.getKey() + ": " + Addresses.named(line.getValue())))
        .collect(Collectors.joining("<br>"));
  }

  /** Who takes turns gets each their own answer. */
  private static String answers(Outcome outcome) {
    Function<Boolean, String> answers = forged -> outcome.requests().stream()
        .filter(request -> request.forged() == forged)
        .map(request -> Addresses.named(request.with())).distinct().collect(Collectors.joining(", "));
    return answers.apply(false).equals(answers.apply(true)) ? answers.apply(false)
        : answers.apply(false) + "; forged headers: **" + answers.apply(true) + "**";
  }

  private static String right(Situation situation, List<Outcome> outcomes) {
    return situation.isLost() ? "**lost**" : both(outcomes, outcome -> outcome.requests().stream()
        .map(request -> Addresses.named(Verdict.right(outcome, request))).distinct()
        .collect(Collectors.joining(", ")));
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String legend() {
    return "Addresses: " + Stream.of(Host.values()).filter(host -> host != Host.KUBELET)
        .map(host -> host + " " + Stream.of(Family.values()).map(host::address).distinct()
            .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ")) + ".\n";
  }
}
