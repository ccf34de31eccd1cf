package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an unchanged application sees with the agent on servers without servlets. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#withoutServlets")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Shows(Aspect.ADDRESS)
class ReactiveIT extends EachCell implements AddressTests, HeadTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10,::1"), false);
  }

  @Test
  @Shows(Aspect.HOST)
  void theHostIsTheAddress() throws Exception {
    for (String path : List.of("/whoami", "/wrapped?depth=2", "/async", "/forward")) {
      assertSeen("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
    }
    assertSeen("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
  }

  @Test
  @Shows(Aspect.ASYNC)
  void everyStageAndThreadOfARequestSeesTheSame() throws Exception {
    for (String path : List.of("/async", "/other-thread", "/forward")) {
      Connection.Response response = site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1");
      assertSeen("203.0.113.7", response);
      assertEquals("203.0.113.7", response.json().get("before").getAsString(), path);
    }
  }

  /** Applications print it and cut it apart, and a name in front of it would be another text. */
  @Test
  void anAddressIsPrintedAsTheServersOwn() throws Exception {
    JsonObject own = site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 203.0.113.7").json();
    JsonObject seen = site.proxied("203.0.113.7", "/whoami").json();
    assertTrue(own.get("text").getAsString().matches("/?127\\.0\\.0\\.66:[0-9]+"), own::toString);
    for (String printed : List.of("text", "addressText", "remoteHost")) {
      assertEquals(withoutPort(own.get(printed)).replace("127.0.0.66", "203.0.113.7"), withoutPort(seen.get(printed)));
    }
  }

  private static String withoutPort(JsonElement printed) {
    return printed.getAsString().replaceAll(":[0-9]+$", "");
  }

  @Test
  void whatTheApplicationWritesIntoItsHeadersIsNotRead() throws Exception {
    if (cell.container().name().equals("Spring WebFlux")) { // which gives nobody headers that he could change
      return;
    }
    assertEquals("203.0.113.7", site.direct(Site.PROXY, "/changed", "X-Forwarded-For: 203.0.113.7").address());
    assertEquals("127.0.0.66", site.direct("127.0.0.66", "/changed").address());
    assertEquals(Site.PROXY, site.direct(Site.PROXY, "/changed").address());
  }

  @Test
  void theMatcherOfSpringSecuritySeesTheSame() throws Exception {
    if (!cell.container().name().equals("Spring WebFlux")) {
      return;
    }
    for (String client : List.of("203.0.113.7", "198.51.100.1")) {
      assertEquals(client.equals("203.0.113.7"),
          site.proxied(client, "/matched?network=203.0.113.0/24", "X-Forwarded-For: 203.0.113.9").json()
              .get("matched").getAsBoolean(), client);
    }
    assertFalse(site.direct("127.0.0.66", "/matched?network=203.0.113.0/24", "X-Forwarded-For: 203.0.113.9").json()
        .get("matched").getAsBoolean());
  }

  @Test
  void aLookAfterTheEndNeverFailsBecauseOfTheAgent() throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/late?id=1"));
    Thread.sleep(600);
    String late = site.direct("127.0.0.66", "/late/result?id=1").json().get("late").getAsString();
    if (cell.differs(Difference.LATE_LOOK_FAILS)) {
      assertTrue(late.startsWith("java.lang.Illegal"), late);
    } else {
      assertEquals("203.0.113.7", late);
    }
  }
}
