package io.github.realip.containers;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults in containers without a forwarding component; the others are in {@link ForwardingComponentIT}. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#onceEachThatDoesNotForward")
class FaultIT extends EachCell implements FaultTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10"), false);
  }
}
