package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Quarkus REST, a reactive route and a servlet in one process, beside Quarkus's own forwarding, which is told to trust
 * one proxy.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
@Shows(Aspect.FORWARDING)
class QuarkusIT extends EachCell {

  /** The run's cells. */
  static List<Cell> cells() {
    return Cell.withoutServlets().stream()
        .filter(cell -> cell.container().launcher().equals("quarkus-rest")).toList();
  }

  @Override
  Site start(Cell cell) throws Exception {
    return cell.withOption(QuarkusLauncher.TRUSTED_PROXY).start(Site.agent("127.0.0.10"), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/rest", "/route", "/servlet", "/whoami", "/changed"})
  void theAddressIsTheClientAndTheSchemeThatOfQuarkussTrustedProxy(String path) throws Exception {
    assertSeen("203.0.113.7", "https", site.direct(Site.PROXY, path,
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7", "X-Forwarded-Proto: https").json());
    assertSeen("127.0.0.66", "http", site.direct("127.0.0.66", path,
        "X-Forwarded-For: 198.51.100.1", "X-Forwarded-Proto: https").json());
    assertSeen(Site.PROXY, "http", site.direct(Site.PROXY, path).json());
  }

  private static void assertSeen(String address, String scheme, JsonObject seen) {
    assertEquals(address, seen.get("remoteAddr").getAsString());
    assertEquals(address, seen.get("remoteHost").getAsString());
    assertEquals(scheme, seen.get("scheme").getAsString());
  }
}
