package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is heard at which level. */
class AgentLogTest {

  private final PrintStream standardError = System.err;

  @AfterEach
  void putBack() {
    System.setErr(standardError);
    AgentLog.level(AgentLog.Level.INFO);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "off   | -",
      "error | error: e",
      "warn  | error: e, warning: w, finding f",
      "info  | error: e, warning: w, finding f, i",
      "DEBUG | error: e, warning: w, finding f, i, d"})
  void eachLevelIncludesTheOnesBeforeIt(String level, String heard) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true));
    AgentLog.level(AgentLog.parse(level));
    AgentLog.error("e");
    AgentLog.warn("w");
    AgentLog.finding("f");
    AgentLog.info("i");
    AgentLog.debug("d");
    String lines = heard == null ? "" : "realip-agent: " + heard.replace(", ", "\nrealip-agent: ") + "\n";
    assertEquals(lines, bytes.toString().replace("\r\n", "\n"));
  }

  @Test
  void anotherWordIsNoLevel() {
    assertNull(AgentLog.parse("loud"));
  }
}
