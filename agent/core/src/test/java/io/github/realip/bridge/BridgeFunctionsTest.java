package io.github.realip.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.realip.config.Configuration;
import io.github.realip.config.LiveRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What woven code gets for what it asks, in the protocol of the bridge. */
class BridgeFunctionsTest {

  @Test
  void anUntrustedPeerIsTheAnswerAndNoHeaderIsAskedFor() {
    String peer = new String("192.0.2.1");
    assertSame(peer, client("trusted-proxies", "10.0.0.0/24").apply(peer, null));
  }

  @Test
  void aTrustedPeerAsksForTheHeaderByName() {
    Object step = client("trusted-proxies", "10.0.0.0/24").apply("10.0.0.1", null);
    assertEquals("X-Forwarded-For", step.toString());
    assertEquals("203.0.113.7", answer(step, "10.0.0.1", lines("6.6.6.6, 203.0.113.7")));
  }

  @Test
  void severalLinesAreOneList() {
    Object step = client("trusted-proxies", "10.0.0.0/24").apply("10.0.0.1", null);
    assertEquals("203.0.113.7", answer(step, "10.0.0.1", lines("6.6.6.6", "203.0.113.7, 10.0.0.2", "10.0.0.3")));
    assertEquals("203.0.113.7", answer(step, "10.0.0.1", Arrays.asList("6.6.6.6", "203.0.113.7", "10.0.0.3")));
  }

  @Test
  void anAnswerIsRememberedForItsPeerAndItsLineOnly() throws Exception {
    BiFunction<Object, Object, Object> client = client("trusted-proxies", "10.0.0.0/24");
    InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 4711);
    for (int round = 0; round < 3; round++) {
      assertEquals("203.0.113.7", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("203.0.113.7")));
      for (String peer : Arrays.asList("10.0.0.1", "10.0.0.2")) {
        String same = new String(peer);
        assertSame(same, answer(client.apply(same, null), same, lines("nonsense")));
      }
      assertEquals("203.0.113.7", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("Aa, 203.0.113.7")));
      assertEquals("10.0.0.1", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("203.0.113.7, Aa")));
      assertEquals("10.0.0.1", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("203.0.113.7, BB")));
      // remembered in the same place: of one length, with the same character in the middle and at the end
      assertEquals("203.9.113.7", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("203.9.113.7")));
      assertEquals("10.0.0.1", answer(client.apply("10.0.0.1", null), "10.0.0.1", lines("203.x.113.7")));
      assertEquals("19.0.0.1", client.apply("19.0.0.1", null));
      assertEquals("", client.apply("", null));
      InetSocketAddress answer =
          (InetSocketAddress) answer(client.apply(socket, null), socket, Collections.singletonList("203.0.113.7"));
      assertEquals("203.0.113.7", answer.getHostString());
      assertEquals(4711, answer.getPort());
      String forged = String.join("", Collections.nCopies(1000, "6.6.6.6, "));
      assertEquals("203.0.113." + round,
          answer(client.apply("10.0.0.1", null), "10.0.0.1", lines(forged + "203.0.113." + round)));
    }
  }

  @Test
  void theNextHeaderIsReadOnlyIfTheEarlierIsAbsent() {
    BiFunction<Object, Object, Object> client =
        client("trusted-proxies", "10.0.0.0/24", "headers", "Forwarded,X-Forwarded-For");
    Object first = client.apply("10.0.0.1", null);
    assertEquals("Forwarded", first.toString());
    for (Object absent : new Object[] {null, Collections.emptyEnumeration(), Collections.emptyList()}) {
      Object second = answer(first, "10.0.0.1", absent);
      assertEquals("X-Forwarded-For", second.toString());
      assertEquals("203.0.113.7", answer(second, "10.0.0.1", lines("203.0.113.7")));
      assertEquals("10.0.0.1", answer(second, "10.0.0.1", absent));
    }
    assertEquals("10.0.0.1", answer(first, "10.0.0.1", lines("for=unknown")));
  }

  @Test
  void aSocketAddressIsAnsweredWithOneOfTheSamePort() throws Exception {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 4711);
    BiFunction<Object, Object, Object> client = client("trusted-proxies", "10.0.0.0/24");
    InetSocketAddress answer = (InetSocketAddress) answer(client.apply(peer, null), peer,
        Collections.singletonList("2001:DB8:0:0::7"));
    assertEquals(4711, answer.getPort());
    assertEquals("2001:db8::7", answer.getHostString());
    assertFalse(answer.isUnresolved());
    assertEquals("2001:db8:0:0:0:0:0:7", answer.getAddress().getHostAddress());
    assertEquals("2001:db8::7", new AddressText().apply(answer.getAddress(), null));

    assertSame(peer, answer(client.apply(peer, null), peer, Collections.singletonList("nonsense")));
    InetSocketAddress mapped = (InetSocketAddress) answer(client.apply(peer, null), peer,
        Collections.singletonList("::ffff:203.0.113.7"));
    assertEquals("203.0.113.7", mapped.getAddress().getHostAddress());
  }

  @Test
  void peersWithoutAnAddressAreLeftAlone() {
    BiFunction<Object, Object, Object> client = client("trusted-proxies", "0.0.0.0/0,::/0");
    assertNull(client.apply(null, null));
    assertEquals("", client.apply("", null));
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 80);
    assertSame(unresolved, client.apply(unresolved, null));
  }

  @Test
  void withoutRulesTheContainerAnswersInEveryRespect() {
    LiveRules off = rules("enabled", "false", "trusted-proxies", "10.0.0.0/24");
    assertEquals("10.0.0.1", new ClientAddress(off, Watch.NONE).apply("10.0.0.1", null));
    assertEquals("written", new OwnAddress(off).apply("written", "own"));
    assertEquals("address", new SocketPeer(off).apply("address", "peer"));
    assertEquals("proxy.example", new RemoteHost(off).apply("proxy.example", "203.0.113.7"));
  }

  @Test
  void aForwardingComponentMayNotWriteTheAddress() {
    LiveRules on = rules("trusted-proxies", "10.0.0.0/24");
    assertEquals("own", new OwnAddress(on).apply("written", "own"));
    assertNull(new OwnAddress(on).apply("written", null));
  }

  @Test
  void aForwardingComponentIsToldTheSocketsPeerWhereItIsKnown() {
    LiveRules on = rules("trusted-proxies", "10.0.0.0/24");
    assertEquals("10.0.0.1", new SocketPeer(on).apply("203.0.113.7", "10.0.0.1"));
    assertEquals("203.0.113.7", new SocketPeer(on).apply("203.0.113.7", null));
  }

  @ParameterizedTest
  @CsvSource({
      "10.0.0.1,               203.0.113.7,       203.0.113.7",
      "proxy.example,          203.0.113.7,       203.0.113.7",
      "localhost,              127.0.0.1,         127.0.0.1",
      "10.0.0.1,               10.0.0.1,          10.0.0.1",
      "0:0:0:0:0:0:0:1,        [0:0:0:0:0:0:0:1], 0:0:0:0:0:0:0:1",
      "fe80:0:0:0:0:0:0:1%eth0, [fe80::1],        fe80:0:0:0:0:0:0:1%eth0",
      "[fe80::1%2],            fe80::1,           [fe80::1%2]",
      "2001:db8:0:0:0:0:0:1,   2001:db8::2,       2001:db8::2"})
  void theHostFollowsTheAddress(String host, String address, String expected) {
    assertEquals(expected, new RemoteHost(rules("trusted-proxies", "10.0.0.0/24")).apply(host, address));
  }

  @Test
  void addressesThatAreNotOursArePrintedAsTheJdkPrintsThem() throws Exception {
    AddressText text = new AddressText();
    assertEquals("0:0:0:0:0:0:0:1", text.apply(InetAddress.getByName("::1"), null));
    assertEquals("2001:db8:0:0:0:0:0:1",
        text.apply(InetAddress.getByAddress("host.example", InetAddress.getByName("2001:db8::1").getAddress()), null));
    assertEquals("192.0.2.1", text.apply(InetAddress.getByName("192.0.2.1"), null));
  }

  private static BiFunction<Object, Object, Object> client(String... settings) {
    return new ClientAddress(rules(settings), Watch.NONE);
  }

  private static LiveRules rules(String... settings) {
    Properties properties = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("realip." + settings[i], settings[i + 1]);
    }
    return new LiveRules(Configuration.load(properties, Map.of(), null));
  }

  @SuppressWarnings("unchecked")
  private static Object answer(Object step, Object peer, Object lines) {
    return ((BiFunction<Object, Object, Object>) step).apply(peer, lines);
  }

  private static Object lines(String... lines) {
    return Collections.enumeration(List.of(lines));
  }
}
