package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spring Cloud Gateway, which adds its peer to the list that it sends on, and decides by its peer whether to send one:
 * its filters see the client, the next server gets the list as without the agent.
 */
class GatewayIT {

  /** Of the run's cells each version; without names the newest. */
  static Stream<Cell> cells() {
    List<Cell> cells = Cell.withoutServlets().stream()
        .filter(cell -> cell.container().launcher().equals("webflux"))
        .filter(cell -> cell.container().option().isEmpty()) // it runs on Reactor Netty alone
        .toList();
    return Selection.OF_THIS_RUN.names().isEmpty() ? cells.stream().skip(Math.max(0, cells.size() - 1))
        : cells.stream();
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("cells")
  void theNextServerGetsTheListAsWithoutTheAgent(Cell cell) throws Exception {
    HttpServer upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    upstream.createContext("/", exchange -> {
      byte[] list = exchange.getRequestHeaders().getOrDefault("X-Forwarded-For", List.of()).toString()
          .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, list.length);
      exchange.getResponseBody().write(list);
      exchange.close();
    });
    upstream.start();
    try {
      Cell gateway = cell.withOption("gateway:" + upstream.getAddress().getPort());
      cell.needsItsJava();
      List<String> without = seen(gateway, List.of());
      List<String> with = seen(gateway, Site.agent(Site.PROXY));
      assertEquals(without, with);
      assertNotEquals("[]", with.get(0)); // which it is where the gateway takes the client for its peer
    } finally {
      upstream.stop(0);
    }
  }

  private static List<String> seen(Cell gateway, List<String> options) throws Exception {
    List<String> lists = new ArrayList<>();
    try (Site site = gateway.start(options, false)) {
      lists.add(site.direct(Site.PROXY, "/upstream/x", "X-Forwarded-For: 203.0.113.7").body());
      lists.add(site.direct(Site.PROXY, "/upstream/x").body());
      lists.add(site.direct("127.0.0.66", "/upstream/x", "X-Forwarded-For: 198.51.100.1").body());
      if (!options.isEmpty()) {
        assertEquals("203.0.113.7", site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7").address());
        assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      }
      site.assertQuiet();
    }
    return lists;
  }
}
