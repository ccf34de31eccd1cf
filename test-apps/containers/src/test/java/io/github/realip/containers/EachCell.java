package io.github.realip.containers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Tests of one cell after the other, each with a server that they share. Says what has failed where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EachCell implements OneCell {
  /** The server of this cell, with its proxies; {@code null} when this machine lacks its Java. */
  Site site;

  @Parameter
  Cell cell;

  @RegisterExtension
  final FailureReport report = new FailureReport(() -> cell, () -> site);

  @RegisterExtension
  final Measurements measurements = new Measurements(() -> cell);

  /** Starts the cell's server as these tests need it. */
  abstract Site start(Cell cell) throws Exception;

  @Override
  public Site site() {
    return site;
  }

  @Override
  public Cell cell() {
    return cell;
  }

  @BeforeParameterizedClassInvocation
  void startServer(Cell cell) throws Exception {
    site = Measurements.start(cell, getClass(), () -> start(cell));
  }

  @AfterParameterizedClassInvocation
  void stopServer() {
    if (site != null) {
      try (Site ending = site) {
        ending.assertQuiet();
      }
    }
  }

  @BeforeEach
  void needsItsJava() {
    cell.needsItsJava();
  }
}
