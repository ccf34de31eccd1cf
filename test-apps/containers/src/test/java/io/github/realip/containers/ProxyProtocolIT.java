package io.github.realip.containers;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol on one cell of each kind of container in which it is read. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class ProxyProtocolIT extends EachCell implements ProxyProtocolTests {

  static List<Cell> cells() {
    return Cell.samplesThatReadProxyProtocol();
  }

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(ProxyProtocolTests.options(), false);
  }
}
