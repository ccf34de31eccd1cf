package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of results says what was measured and nothing else. */
class CompatibilityTableTest {
  private static final Container TOMCAT =
      Container.parse("Tomcat, 7.0, g:a:zip, tomcat, javax, 8* 27, , no-http2, old, but in use");

  private final Cell cell = new Cell(TOMCAT, 8);
  private final Measurement measurement = new Measurement();

  @BeforeEach
  void start() {
    measurement.started(JsonParser.parseString("{\"container\":\"Tom | 7\",\"java\":\"1.8.0_1\"}").getAsJsonObject());
  }

  @Test
  void aColumnIsGreenWhenAllOfItsChecksHavePassed() {
    Measurements.checks(Aspect.HOST, TOMCAT).forEach(check -> measurement.passed(Aspect.HOST, check));
    Measurements.checks(Aspect.HTTP2, TOMCAT).forEach(check -> measurement.passed(Aspect.HTTP2, check));

    assertEquals("yes", column(Aspect.HOST));
    assertEquals("none", column(Aspect.HTTP2));
    assertEquals("-", column(Aspect.ADDRESS));
  }

  @Test
  void aColumnIsNotGreenWhenACheckWasNotRun() {
    Measurements.checks(Aspect.ADDRESS, TOMCAT).stream().skip(1)
        .forEach(check -> measurement.passed(Aspect.ADDRESS, check));

    assertEquals("-", column(Aspect.ADDRESS));
  }

  @Test
  void whatHasFailedStaysFailedAndIsNamed() {
    for (Aspect aspect : Aspect.values()) {
      Measurements.checks(aspect, TOMCAT).forEach(check -> measurement.passed(aspect, check));
      measurement.failed(aspect, "theCheck");
      Measurements.checks(aspect, TOMCAT).forEach(check -> measurement.passed(aspect, check));
      assertEquals("**FAILED**", column(aspect));
    }
    assertTrue(lines().get(2).endsWith("| no HTTP/2 without TLS; old, but in use; FAILED: theCheck |"));
  }

  @Test
  void everyAspectHasChecks() {
    for (Aspect aspect : Aspect.values()) {
      assertTrue(!Measurements.checks(aspect, TOMCAT).isEmpty(), aspect::title);
    }
  }

  @Test
  void aLineBeginsWithWhatTheServerSaid() {
    assertEquals(3, lines().size());
    assertTrue(lines().get(2).startsWith("| Tomcat | 7.0 | Tom \\| 7 | 1.8.0_1 | "), lines().get(2));
  }

  @Test
  void aRunReplacesItsOwnLinesAndLeavesTheOthers() {
    Cell other = new Cell(TOMCAT, 27);
    Measurement newer = new Measurement();
    newer.started(JsonParser.parseString("{\"container\":\"Tom | 7\",\"java\":\"27.0.1\"}").getAsJsonObject());
    List<Cell> matrix = List.of(cell, other);
    String first = CompatibilityTable.page("", Map.of(other, newer), matrix);
    String both = CompatibilityTable.page(first, Map.of(cell, measurement), matrix);
    measurement.failed(Aspect.HOST, "theCheck");

    assertEquals(4, tableOf(both).size());
    assertEquals(tableOf(first).get(2), tableOf(both).get(3));
    List<String> again = tableOf(CompatibilityTable.page(both, Map.of(cell, measurement), matrix));
    assertTrue(again.get(2).contains("FAILED: theCheck"), again::toString);
    assertEquals(tableOf(both).get(3), again.get(3));
    assertEquals(3, tableOf(CompatibilityTable.page(both, Map.of(), List.of(other))).size());
  }

  private String column(Aspect aspect) {
    String[] columns = lines().get(2).replace("\\|", "").split("\\|");
    return columns[5 + aspect.ordinal()].strip();
  }

  private List<String> lines() {
    return tableOf(CompatibilityTable.page("", Map.of(cell, measurement), List.of(cell)));
  }

  private static List<String> tableOf(String page) {
    return page.lines().filter(line -> line.startsWith("|")).toList();
  }
}
