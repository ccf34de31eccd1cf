package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Applications that find out their client's address from headers: whatever they do with them, they find the client and
 * never what the client has forged.
 */
interface IdiomTests extends OneCell {

  String CLIENT = "203.0.113.7";
  String FORGED = "6.6.6.6";
  Map<String, String> NAMES = Map.of("XFF", "X-Forwarded-For", "FWD", "Forwarded", "XRI", "X-Real-IP",
      "PCI", "Proxy-Client-IP", "WL", "WL-Proxy-Client-IP", "HCI", "HTTP_CLIENT_IP", "HXFF", "HTTP_X_FORWARDED_FOR",
      "CF", "CF-Connecting-IP", "XOFF", "X-Original-Forwarded-For", "XCI", "x-client-ip");

  /** The attacks, F for what the client forged and C for the client; each has its answer, - for the peer. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      # peer | requests between //, lines between ~ | the client
      127.0.0.66 | XFF: F ~XRI: F ~FWD: for=F // PCI: F ~WL: F ~XCI: F ~HCI: F ~HXFF: F | -
      127.0.0.10 | Accept: */* // XRI: F // PCI: F ~WL: F ~HCI: F // HXFF: F ~CF: F ~XOFF: F, 1.1.1.1 | -
      127.0.0.10 | XFF: C // X-FORWARDED-FOR: C // XFF: F, C // XFF: F ~XFF: C // XFF: unknown, C // XFF: ~XFF: C | C
      127.0.0.10 | XFF: F, C, 10.0.0.2 // x-forwarded-FOR: F, C,10.0.0.3 , 10.0.0.2 // XFF: C ~XFF: 10.0.0.2 | C
      127.0.0.10 | XFF: 203.0.113.7:4711 // XFF: F, 203.0.113.7, 10.0.0.2:443 // XFF: ::ffff:203.0.113.7 | C
      127.0.0.10 | XFF: 2001:DB8::7 ~FWD: for=F // XFF: F, [2001:db8:0:0::7]:443, 10.0.0.2 | 2001:db8::7
      127.0.0.10 | XFF: unknown // XFF: F, unknown // XFF: junk // XFF: http://6.6.6.6 // XFF: F, ~PCI: F // XFF: | -
      127.0.0.10 | XFF: 010.0.0.1 // XFF: fe80::1%eth0 ~XRI: F // XFF: F, [10.0.0.2] // XFF: F ~XFF: | -
      127.0.0.10 | XFF: F, unknown, 10.0.0.2 // XFF: F,, 10.0.0.2 // XFF: 0.0.0.0, 10.0.0.2 ~XRI: F | 10.0.0.2
      127.0.0.10 | XFF: 10.0.0.3, 10.0.0.2 | 10.0.0.3
      127.0.0.10 | XFF: 127.0.0.10 | -
      127.0.0.10 | XFF: C ~XRI: F // XFF: C ~XRI: F ~XRI: 7.7.7.7 // XFF: C ~PCI: F ~WL: unknown ~HCI: F | C
      127.0.0.10 | XFF: C ~HXFF: F ~X_Forwarded_For: F // XFF: C ~CF: F // XFF: C ~REMOTE_ADDR: F ~HTTP_VIA: F | C
      127.0.0.10 | XFF: C ~XOFF: F, 1.1.1.1 // XFF: C ~FWD: for=F;proto=https;host=evil // XFF: C ~X-Our-Client: F | C
      """)
  default void everyIdiomFindsTheClient(String peer, String requests, String expected) throws Exception {
    try (Connection connection = site().connect(peer)) {
      for (String request : requests.split(" // ")) {
        String client = expected.equals("-") ? null : expected.replaceAll("^C$", CLIENT);
        List<String> lines = lines(request);
        Set<String> names = names(lines);
        Connection.Response response =
            connection.get("/idioms?names=" + String.join(",", names), lines.toArray(new String[0]));
        if (!readsExactly() && List.of(400, 500).contains(response.status())) {
          continue; // a component of the container fails where it cannot read a header
        }
        assertEquals(200, response.status(), request);
        JsonObject seen = response.json();
        String address = seen.get("remoteAddr").getAsString();
        assertEquals(client == null ? peer : client, address, request);
        for (Map.Entry<String, JsonElement> idiom : seen.get("idioms").getAsJsonObject().entrySet()) {
          List<String> same = idiom.getKey().equals("the host at last")
              ? List.of(address, seen.get("remoteHost").getAsString()) : List.of(address);
          assertTrue(same.contains(idiom.getValue().getAsString()), request + ": " + idiom);
        }
        assertFalse(seen.toString().contains(FORGED), seen::toString);
        for (String name : readsExactly() ? names : Set.<String>of()) {
          assertReads(name, client, seen, request);
        }
      }
    }
  }

  /** All ways to read a header that was sent agree. */
  static void assertReads(String name, String client, JsonObject seen, String request) {
    boolean forwarded = name.equalsIgnoreCase("Forwarded");
    String line = client == null ? null
        : forwarded ? client.contains(":") ? "for=\"[" + client + "]\"" : "for=" + client : client;
    JsonArray read = seen.get("read").getAsJsonObject().get(name).getAsJsonArray();
    String sent = request + ": " + name + " " + read;
    if (name.equals("Accept")) {
      assertEquals("*/*", read.get(0).getAsString(), sent);
      return;
    }
    assertEquals(line, read.get(0).isJsonNull() ? null : read.get(0).getAsString(), sent);
    assertEquals(line == null ? "[]" : "[\"" + line.replace("\"", "\\\"") + "\"]", read.get(1).toString(), sent);
    assertEquals(line == null ? "-1" : "NumberFormatException", read.get(2).getAsString(), sent);
    String date = read.get(3).getAsString();
    assertTrue(date.equals("-1") || line != null && date.equals("IllegalArgumentException"), sent);
    assertEquals(line == null ? 0 : 1, read(seen, name).size(), sent);
  }

  /** The values of all lines with this name that the application has read. */
  static List<String> read(JsonObject seen, String name) {
    List<String> values = new ArrayList<>();
    for (JsonElement each : seen.get("headers").getAsJsonArray()) {
      if (each.getAsJsonArray().get(0).getAsString().equalsIgnoreCase(name)) {
        values.add(each.getAsJsonArray().get(1).getAsString());
      }
    }
    return values;
  }

  private static List<String> lines(String request) {
    List<String> lines = new ArrayList<>();
    for (String each : request.split(" ?~ ?")) {
      int colon = each.indexOf(':');
      String name = each.substring(0, colon);
      lines.add(NAMES.getOrDefault(name, name) + ": " + each.substring(colon + 1).strip()
          .replaceAll("\\bF\\b", FORGED).replaceAll("\\bC\\b", CLIENT));
    }
    return lines;
  }

  private static Set<String> names(List<String> lines) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    lines.forEach(line -> names.add(line.substring(0, line.indexOf(':'))));
    return names;
  }

  @ParameterizedTest
  @EnumSource(ReverseProxy.Kind.class)
  default void whatAClientSendsThroughAProxyIsNotRead(ReverseProxy.Kind proxy) throws Exception {
    Connection.Response response = site().through(proxy, CLIENT, "/idioms?names=X-Forwarded-For",
        "X-Forwarded-For: 6.6.6.6", "Proxy-Client-IP: 6.6.6.6", "WL-Proxy-Client-IP: 6.6.6.6",
        "HTTP_CLIENT_IP: 6.6.6.6", "X-Client-IP: 6.6.6.6", "Forwarded: for=6.6.6.6");
    if (readsExactly()) {
      assertReads("X-Forwarded-For", CLIENT, response.json(), proxy.name());
    }
    assertFalse(response.body().contains(FORGED), response::body);
  }

  @Test
  default void theAccessLogReadsTheSame() throws Exception {
    if (!site().server().hasAccessLog()) {
      return;
    }
    site().direct(Site.PROXY, "/whoami?headers=proxied", "X-Forwarded-For: 6.6.6.6, 203.0.113.7");
    site().direct("127.0.0.66", "/whoami?headers=stranger", "X-Forwarded-For: 6.6.6.6");
    String proxied = site().server().accessLogLine("headers=proxied");
    String stranger = site().server().accessLogLine("headers=stranger");
    if (cell().differs(Difference.ACCESS_LOG_AS_SENT)) {
      assertTrue(proxied.contains(FORGED) && stranger.contains(FORGED), proxied + stranger);
      return;
    }
    boolean hasHeaders = !cell().container().name().equals("Jetty") || !cell().container().version().startsWith("9");
    boolean isLogged = proxied.endsWith(" " + CLIENT) || proxied.contains(" " + CLIENT + " ");
    assertTrue(isLogged || !hasHeaders || !readsExactly(), proxied);
    assertFalse(proxied.contains(FORGED) || stranger.contains(FORGED), proxied + stranger);
  }

  /** Whether nothing but the agent changes a header. */
  default boolean readsExactly() {
    return true;
  }
}
