package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data of the lab is what it is taken for. */
class SituationTest {
  private static final List<Situation> ALL = Situation.all();

  @Test
  void everySituationHasAnIdOfItsOwnAndTheAgent() {
    assertEquals(ALL.size(), ALL.stream().map(Situation::id).distinct().count());
    assertTrue(ALL.stream().allMatch(situation -> situation.app().hasAgent()));
  }

  @Test
  void everyCellThatNamesHostsNamesHostsOfTheLab() {
    for (Situation each : ALL) {
      for (Family family : each.families()) {
        Stream.of(each.peer(), each.forwardedFor(), each.forgedForwardedFor(), each.answer(),
                each.isLost() ? "" : each.right())
            .forEach(cell -> assertFalse(Situation.addresses(cell, "client", family).contains("-") && !cell.equals(
                Situation.TIME_OUT), cell));
      }
    }
  }

  @Test
  void whatIsLostHasAFinding() {
    assertEquals(List.of(), ALL.stream().filter(each -> each.isLost() && each.finding().isEmpty()).toList());
  }

  @Test
  void everyFindingHasItsSectionInThePage() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("../../docs/diagnosis.md"));
    for (Situation each : ALL) {
      each.families().stream().map(each::findings).flatMap(List::stream)
          .forEach(finding -> assertTrue(lines.contains("### " + finding), finding));
    }
  }
}
