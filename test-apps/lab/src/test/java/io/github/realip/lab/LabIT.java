package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every situation: the agent answers what is right, where anybody can know it, and else the peer, and says what is to
 * be changed. What is right is in {@code situations.txt}.
 */
class LabIT {
  private static List<Outcome> outcomes;
  private static String lacking;

  @BeforeAll
  static void tryThemAll() throws Exception {
    lacking = Tools.lacking();
    if (lacking.isEmpty()) {
      try (Run run = Run.start(Situation.all())) {
        outcomes = run.outcomes(Situation.all());
      }
      System.out.println(Table.of(outcomes));
    }
  }

  static Stream<Situation> situations() {
    return Situation.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("situations")
  void theAgentAnswersWhatIsRightAndExplainsWhatIsLost(Situation situation) {
    Needed.tools(lacking);
    List<Outcome> own = outcomes.stream().filter(outcome -> outcome.situation().id().equals(situation.id())).toList();

    assertEquals(situation.families(), own.stream().map(Outcome::family).toList());
    assertEquals(List.of(), own.stream().flatMap(outcome -> outcome.differences().stream()).toList(),
        () -> situation + "\n" + own.stream().map(Outcome::podLog).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("situations")
  void noForgedAddressIsAnsweredWhereTheSettingsAreRight(Situation situation) {
    Needed.tools(lacking);
    if (situation.answer(true).equals(Host.FORGED.toString())) {
      assertTrue(!situation.finding().isEmpty(), () -> situation + " is wide open and nobody says so");
      return;
    }
    outcomes.stream().filter(outcome -> outcome.situation().id().equals(situation.id()))
        .flatMap(outcome -> outcome.requests().stream())
        .forEach(request -> assertTrue(!request.with().contains(Host.FORGED.address(Family.IPV4)),
            () -> situation + ": " + request));
  }

  @Test
  void theDocumentationSaysWhatTheLabSees() throws Exception {
    Needed.tools(lacking);
    assertEquals(Page.table(outcomes), Page.generatedPart(Path.of("../../docs/kubernetes.md")),
        "after a change of situations: java -jar test-apps/lab/target/lab.jar run --page docs/kubernetes.md");
  }
}
