package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
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
  void everyKindOfFindingIsExpectedSomewhere() {
    assertEquals(
        new TreeSet<>(List.of("cluster-snat", "full-nat-load-balancer", "sidecar", "ingress-hides-client",
            "proxy-protocol", "untrusted-proxy", "trusted-proxy-without-header")),
        new TreeSet<>(ALL.stream().flatMap(each -> each.families().stream().map(each::findings))
            .flatMap(List::stream).toList()));
  }

  @Test
  void everyFindingHasItsSectionInThePage() throws Exception {
    List<String> anchors = Files.readAllLines(Path.of("../../docs/kubernetes.md")).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.toLowerCase(Locale.ROOT).replaceAll("^#+ |[^a-z0-9 -]", "").replace(' ', '-')).toList();
    for (Situation each : ALL) {
      each.families().stream().map(each::findings).flatMap(List::stream).map(Page::anchor)
          .forEach(anchor -> assertTrue(anchors.contains(anchor), anchor));
    }
  }
}
