package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is told to read the PROXY protocol by itself does, and the agent leaves it alone and says so. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class ProxyProtocolOfServerIT extends EachCell {
  private static final Pattern LINE = Pattern.compile("realip-agent: warning: Jetty is told to read the"
      + " PROXY protocol by itself");

  static List<Cell> cells() {
    return Cell.samplesOf("^Jetty (9.4|1)").stream().map(cell -> cell.withOption(Launcher.PROXY_PROTOCOL)).toList();
  }

  @Override
  Site start(Cell cell) throws Exception {
    Site site = cell.start(ProxyProtocolTests.options(), false);
    if (site != null) {
      site.expect(LINE);
    }
    return site;
  }

  @Test
  void theServerReadsTheHeaderOfWhoeverConnects() throws Exception {
    for (String from : List.of(ProxyProtocolTests.SENDER, ProxyProtocolTests.STRANGER)) {
      for (byte[] header : List.of(ProxyProtocolTests.VERSION_1, ProxyProtocolTests.VERSION_2)) {
        try (Sender sender = new Sender(from, site.server().address())) {
          assertEquals(ProxyProtocolTests.SOURCE, sender.send(header, Sender.request()).seen());
        }
      }
    }
    assertEquals(1, site.server().process().output().lines().filter(line -> LINE.matcher(line).find()).count(),
        site.server().process()::log);
  }
}
