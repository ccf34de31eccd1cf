package io.github.realip.containers;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Headers that name a client, where nothing else but the address is rewritten: a forwarding component of the container
 * is at work beside it, and reads them too.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class HeadersIT extends EachCell implements HeadersTests {

  static List<Cell> cells() {
    return Cell.samples();
  }

  @Override
  Site start(Cell cell) throws Exception {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10,10.0.0.0/8,::1"));
    options.add("-Drealip.rewrite=address,headers");
    options.add("-Drealip.client-headers=+X-Our-Client");
    return cell.start(options, false);
  }
}
