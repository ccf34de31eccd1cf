package io.github.realip.containers;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The PROXY protocol in servers that have a container of {@link ProxyProtocolTlsIT} in them. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class ProxyProtocolIT extends EachCell implements ProxyProtocolTests {

  static List<Cell> cells() {
    boolean byDefault = Selection.OF_THIS_RUN.names().isEmpty();
    return Cell.samplesOf(byDefault ? "^TomEE" : "^(TomEE|WildFly|Spring Boot)");
  }

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(ProxyProtocolTests.options(), false);
  }
}
