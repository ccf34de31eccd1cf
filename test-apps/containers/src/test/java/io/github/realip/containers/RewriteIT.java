package io.github.realip.containers;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The request as the client made it, on one cell of each kind of container, beside the container's own component for
 * such headers where it has one: that believes anybody, so it must step aside.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#samples")
class RewriteIT extends EachCell implements RewriteTests {

  @Override
  Site start(Cell cell) throws Exception {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10,127.0.0.11,::1"));
    options.add("-Drealip.rewrite=address,proto,host,port");
    options.add("-Drealip.allowed-hosts=*.example.com,[2001:db8::1]");
    options.add("-Drealip.proto-headers=X-Forwarded-Proto,X-Forwarded-Ssl");
    boolean stepsAside = List.of("tomcat", "jetty", "undertow", "wildfly", "boot").contains(cell.container().launcher());
    Site started = cell.start(options, stepsAside && !cell.differs(Difference.ADDRESS_ONLY));
    if (started != null && cell.differs(Difference.ADDRESS_ONLY)) {
      started.expect(NOT_SUPPORTED);
    }
    return started;
  }
}
