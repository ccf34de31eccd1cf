package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers without the agent: shows that the other tests can fail, and where their literals come from. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#samples")
class ControlIT extends EachCell {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(List.of(), false);
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  void theProxyHidesTheClient(ReverseProxy.Kind proxy) throws Exception {
    JsonObject seen = site.through(proxy, "203.0.113.7", "/whoami").json();

    assertEquals("127.0.0.10", seen.get("remoteAddr").getAsString());
    assertEquals("127.0.0.10", seen.get("remoteHost").getAsString());
    assertEquals("http", seen.get("scheme").getAsString());
  }

  @Test
  void theProxyIsInTheAccessLog() throws Exception {
    if (cell.differs(Difference.NO_ACCESS_LOG)) {
      return;
    }
    site.proxied("203.0.113.7", "/whoami?log=plain");

    assertEquals("127.0.0.10", site.server().accessLogLine("log=plain").split(" ")[0]);
  }

  @Test
  void anIpv6PeerIsWrittenInTheContainersOwnWay() throws Exception {
    JsonObject seen = site.direct("::1", "/whoami").json();

    assertEquals(cell.ipv6Loopback(), seen.get("remoteAddr").getAsString());
    assertEquals(cell.ipv6LoopbackHost(), seen.get("remoteHost").getAsString());
  }

  @Test
  void whatIsSaidOfHttp2IsTheContainersOwn() throws Exception {
    Http2Client.Answer first = new Http2Client(site.server().address("127.0.0.1")).get("/whoami", "198.51.100.1");

    assertEquals(!cell.differs(Difference.NO_HTTP2), first.version() == HttpClient.Version.HTTP_2);
    assertEquals(200, first.response().status());
  }
}
