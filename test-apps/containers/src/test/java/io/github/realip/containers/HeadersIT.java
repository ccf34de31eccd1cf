package io.github.realip.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Headers that name a client, where nothing but these and the address is rewritten: the container's own component for
 * X-Forwarded-For is at work beside the agent, reads them too, and takes some of them away. {@link RewriteIT} has all
 * else.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class HeadersIT extends EachCell implements IdiomTests {
  private static final Pattern FEW = Pattern.compile("^(Tomcat|Jetty 12|Undertow)");

  static List<Cell> cells() {
    return Cell.samplesThatForward().stream()
        .filter(cell -> !cell.container().launcher().equals("quarkus")) // its own answers an empty header with 400
        .filter(cell -> !Selection.OF_THIS_RUN.names().isEmpty() || FEW.matcher(cell.toString()).find()).toList();
  }

  @Override
  Site start(Cell cell) throws Exception {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10,10.0.0.0/8,::1"));
    options.add("-Drealip.rewrite=address,headers");
    options.add("-Drealip.client-headers=+X-Our-Client");
    return cell.start(options, true);
  }

  @Override
  public boolean readsExactly() {
    return false;
  }
}
