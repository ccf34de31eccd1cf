package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unchanged application sees with the agent, in every container on every Java. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#selected")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Shows(Aspect.ADDRESS)
class ContainerMatrixIT extends EachCell implements AddressTests, HeadTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10,::1"), false);
  }

  @Test
  @Shows(Aspect.HOST)
  void theHostIsTheAddress() throws Exception {
    for (String path : List.of("/whoami", "/filtered", "/wrapped?depth=2", "/async", "/forward", "/include")) {
      assertHost("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1"));
    }
    assertHost("2001:db8::7", site.proxied("2001:db8::7", "/whoami"));
    assertHost("203.0.113.7", site.direct("::1", "/whoami", "X-Forwarded-For: 203.0.113.7"));
    assertHost("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1"));
  }

  @ParameterizedTest
  @CsvSource({
      "/filtered,     200, REQUEST",
      "/other-thread, 200, REQUEST",
      "/forward,      200, FORWARD",
      "/include,      200, INCLUDE"})
  void everyStageOfARequestSeesTheSame(String path, int status, String dispatcher) throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1");

    assertStage("203.0.113.7", status, dispatcher, response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
  }

  @ParameterizedTest
  @CsvSource({"/error-page, 503", "/failing, 500", "/missing, 404"})
  void anErrorPageSeesTheSame(String path, int status) throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1");

    if (cell.differs(Difference.NO_ERROR_PAGES)) {
      assertFalse(response.body().startsWith("{"), response::toString);
      return;
    }
    assertStage("203.0.113.7", status, "ERROR", response);
    if (!path.equals("/missing")) {
      assertEquals("203.0.113.7", response.json().get("before").getAsString());
    }
  }

  @Test
  @Shows(Aspect.ASYNC)
  void anAsynchronousRequestSeesTheSame() throws Exception {
    Connection.Response response = site.proxied("203.0.113.7", "/async", "X-Forwarded-For: 198.51.100.1");

    assertSeen("203.0.113.7", response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
    response = site.proxied("203.0.113.7", "/async?dispatch", "X-Forwarded-For: 198.51.100.1");
    assertStage("203.0.113.7", 200, cell.differs(Difference.ASYNC_DISPATCH_AS_REQUEST) ? "REQUEST" : "ASYNC", response);
    assertEquals("203.0.113.7", response.json().get("before").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/async?id=complete", "/async?dispatch&id=dispatched"})
  @Shows(Aspect.ASYNC)
  void aLookAtTheCompletionOfAnAsynchronousRequestNeverFailsBecauseOfTheAgent(String path) throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", path));

    assertHarmless(site.proxied("203.0.113.7", "/late/result?" + path.replaceAll(".*(?=id)", "")).json());
  }

  @Test
  void aReadAfterTheEndNeverFailsBecauseOfTheAgent() throws Exception {
    assertSeen("203.0.113.7", site.proxied("203.0.113.7", "/late?id=1"));

    assertHarmless(site.proxied("203.0.113.7", "/late/result?id=1").json());
  }

  /** Whatever comes too late gets the container's own answer, or its own exception. */
  private void assertHarmless(JsonObject late) {
    if (late.has("exception")) {
      assertEquals(cell.differs(Difference.LATE_READ_FAILS)
          ? "java.lang.NullPointerException" : "java.lang.IllegalStateException", late.get("exception").getAsString());
      assertFalse(late.get("trace").getAsString().replace("io.github.realip.whoami", "").contains("io.github.realip"),
          late.get("trace").getAsString());
    }
  }

  private static void assertStage(String address, int status, String dispatcher, Connection.Response response) {
    assertEquals(status, response.status());
    assertEquals(address, response.address());
    assertEquals(address, response.json().get("listener").getAsString());
    assertEquals(dispatcher, response.json().get("dispatcher").getAsString());
  }

  private static void assertHost(String host, Connection.Response response) {
    assertEquals(host, response.json().get("remoteHost").getAsString());
  }
}
