package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers' own components for X-Forwarded-For without the agent: what they do and why nobody should. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#samplesThatForward")
class ForwardingControlIT extends EachCell {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(List.of(), true);
  }

  @Test
  void theForwardingComponentSetsTheScheme() throws Exception {
    List<String> headers = new ArrayList<>(List.of("X-Forwarded-Proto: https"));
    if (cell.differs(Difference.FORWARDING_BY_PROXY_IP)) { // which no proxy sends; X-Forwarded-For it sends itself
      headers.add(cell.forwardedFor() + ": 203.0.113.7");
    }
    JsonObject seen = site.proxied("203.0.113.7", "/whoami", headers.toArray(new String[0])).json();

    assertEquals("https", seen.get("scheme").getAsString());
    assertEquals(true, seen.get("secure").getAsBoolean());
    assertEquals("203.0.113.7", seen.get("remoteAddr").getAsString());
  }

  @Test
  void anIpv6PeerIsWrittenInTheContainersOwnWay() throws Exception {
    JsonObject seen = site.direct("::1", "/whoami").json();

    if (cell.differs(Difference.FORWARDING_BY_PROXY_IP)) {
      assertTrue(seen.get("remoteAddr").isJsonNull());
      return;
    }
    assertEquals(cell.ipv6Loopback(), seen.get("remoteAddr").getAsString());
    assertEquals(cell.ipv6LoopbackHost(), seen.get("remoteHost").getAsString());
  }

  @Test
  void theForwardingComponentBelievesAnybody() throws Exception {
    assertEquals("198.51.100.1",
        site.direct("127.0.0.66", "/whoami", cell.forwardedFor() + ": 198.51.100.1").address());
  }
}
