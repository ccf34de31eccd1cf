package io.github.realip.containers;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The request as the client made it, and headers that name the client, on one cell of each kind of container, beside
 * the container's own component for such headers where it has one: that believes anybody, so it must step aside.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class RewriteIT extends EachCell implements RewriteTests, HeadersTests {
  private static final List<String> WITH_COMPONENT = List.of("tomcat", "jetty", "undertow", "wildfly", "boot",
      "liberty");

  static List<Cell> cells() {
    return Cell.samples();
  }

  @Override
  Site start(Cell cell) throws Exception {
    List<String> options = options();
    options.add("-Drealip.headers=X-Forwarded-For,Forwarded");
    return cell.start(options, WITH_COMPONENT.contains(cell.container().launcher()));
  }

  /** All that can be rewritten is. */
  static List<String> options() {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10,127.0.0.11,10.0.0.0/8,::1"));
    options.add("-Drealip.rewrite=address,proto,host,port,headers");
    options.add("-Drealip.allowed-hosts=*.example.com,[2001:db8::1]");
    options.add("-Drealip.client-headers=+X-Our-Client");
    options.add("-Drealip.proto-headers=X-Forwarded-Proto,X-Forwarded-Ssl");
    return options;
  }
}
