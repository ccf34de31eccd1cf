package io.github.realip;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the agent logs during a test, at the level info. */
public final class CapturedLog implements BeforeEachCallback, AfterEachCallback {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream standardError = System.err;

  @Override
  public void beforeEach(ExtensionContext test) {
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    AgentLog.level(AgentLog.Level.INFO);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    System.setErr(standardError);
    AgentLog.level(AgentLog.Level.INFO);
  }

  /** What was logged since the last call. */
  public String take() {
    String text = toString();
    bytes.reset();
    return text;
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
