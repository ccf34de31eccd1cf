package io.github.realip.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.realip.config.Configuration;
import io.github.realip.runtime.LiveRules;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Rules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code gets for what it asks, in the protocol of the bridge. */
class BridgeFunctionsTest {

  private static final String[] TRUSTING = {"trusted-proxies", "10.0.0.0/24"};

  private final List<Outcome> decided = new ArrayList<>();
  private InetSocketAddress socket;

  @BeforeEach
  void socket() throws Exception {
    socket = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 4711);
  }

  @Test
  void anUntrustedPeerIsTheAnswerAndNoHeaderIsAskedFor() {
    Woven woven = woven(TRUSTING);
    String peer = new String("192.0.2.1");
    Object head = woven.head(peer);
    assertFalse(head instanceof BiFunction);
    assertSame(peer, woven.client(head, peer));
    assertEquals(List.of(Outcome.UNTRUSTED_PEER), decided);
  }

  @Test
  void aTrustedPeerAsksForTheHeaderByName() {
    Woven woven = woven(TRUSTING);
    assertEquals("X-Forwarded-For", woven.head("10.0.0.1").toString());
    assertEquals("203.0.113.7", woven.ask("10.0.0.1", lines("6.6.6.6, 203.0.113.7")));
  }

  @Test
  void severalLinesAreOneList() {
    Woven woven = woven(TRUSTING);
    assertEquals("203.0.113.7", woven.ask("10.0.0.1", lines("6.6.6.6", "203.0.113.7, 10.0.0.2", "10.0.0.3")));
    assertEquals("203.0.113.7", woven.ask("10.0.0.1", Arrays.asList("6.6.6.6", "203.0.113.7", "10.0.0.3")));
  }

  @Test
  void anAnswerIsRememberedForItsPeerAndItsLineOnly() {
    Woven woven = woven(TRUSTING);
    for (int round = 0; round < 3; round++) {
      assertEquals("203.0.113.7", woven.ask("10.0.0.1", lines("203.0.113.7")));
      for (String peer : Arrays.asList("10.0.0.1", "10.0.0.2")) {
        String same = new String(peer);
        assertSame(same, woven.ask(same, lines("nonsense")));
      }
      assertEquals("203.0.113.7", woven.ask("10.0.0.1", lines("Aa, 203.0.113.7")));
      assertEquals("10.0.0.1", woven.ask("10.0.0.1", lines("203.0.113.7, Aa")));
      assertEquals("10.0.0.1", woven.ask("10.0.0.1", lines("203.0.113.7, BB")));
      // remembered in the same place: of one length, with the same character in the middle and at the end
      assertEquals("203.9.113.7", woven.ask("10.0.0.1", lines("203.9.113.7")));
      assertEquals("10.0.0.1", woven.ask("10.0.0.1", lines("203.x.113.7")));
      assertEquals("19.0.0.1", woven.ask("19.0.0.1", lines("203.0.113.7")));
      assertEquals("", woven.ask("", lines("203.0.113.7")));
      InetSocketAddress answer = (InetSocketAddress) woven.ask(socket, Collections.singletonList("203.0.113.7"));
      assertEquals("203.0.113.7", answer.getHostString());
      assertEquals(4711, answer.getPort());
      String forged = String.join("", Collections.nCopies(1000, "6.6.6.6, "));
      assertEquals("203.0.113." + round, woven.ask("10.0.0.1", lines(forged + "203.0.113." + round)));
    }
  }

  @Test
  void theNextHeaderIsReadOnlyIfTheEarlierIsAbsent() {
    Woven woven = woven("trusted-proxies", "10.0.0.0/24", "headers", "Forwarded,X-Forwarded-For");
    for (Object peer : new Object[] {"10.0.0.1", null}) {
      Object first = woven.head(peer);
      assertEquals("Forwarded", first.toString());
      for (Object absent : new Object[] {null, Collections.emptyEnumeration(), Collections.emptyList()}) {
        Object second = step(first, peer, absent);
        assertEquals("X-Forwarded-For", second.toString());
        assertEquals("203.0.113.7", woven.client(step(second, peer, lines("203.0.113.7")), "10.0.0.1"));
        assertEquals("10.0.0.1", woven.client(step(second, peer, absent), "10.0.0.1"));
      }
      assertEquals("10.0.0.1", woven.client(step(first, peer, lines("for=unknown")), "10.0.0.1"));
    }
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, /203.0.113.7", "2001:db8::7, /2001:db8:0:0:0:0:0:7", "junk, /10.0.0.1"})
  void anAddressWithoutANameIsPrintedAsTheServersOwnAndStillKnowsItsPeer(String header, String text) {
    Woven woven = woven(TRUSTING);
    Object client = woven.call("unnamed", woven.ask(socket, lines(header)), null);
    assertEquals(text, ((InetSocketAddress) client).getAddress().toString());
    assertEquals(socket.getPort(), ((InetSocketAddress) client).getPort());
    assertSame(socket, woven.call("peer", client, client));
    assertSame(socket, woven.call("unnamed", socket, null), "somebody else's address");
  }

  @Test
  void theOriginIsReadBehindTheAddress() {
    Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", "proto,host,port", "allowed-hosts", "a.example",
        "proto-headers", "X-Forwarded-Proto,X-Forwarded-Ssl");
    for (Object peer : new Object[] {"10.0.0.1", null, socket}) {
      List<String> asked = new ArrayList<>();
      Object step = woven.head(peer);
      while (step instanceof BiFunction) {
        asked.add(step.toString());
        Object lines = step.toString().equals("X-Forwarded-Host") ? Collections.singletonList("a.example:8443")
            : step.toString().equals("X-Forwarded-Ssl") ? lines("off", "on") : null;
        step = step(step, peer, lines);
      }
      assertEquals(List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Ssl", "X-Forwarded-Host",
          "X-Forwarded-Port"), asked);
      assertNull(woven.origin(step, "http"), "nobody has asked for the address yet");
      Object client = woven.client(step, peer == null ? "10.0.0.1" : peer);
      for (Object kept : peer == socket ? new Object[] {step, client} : new Object[] {step}) {
        KnownOrigin origin = (KnownOrigin) woven.origin(kept, "http");
        assertEquals("https a.example 8443", origin.get() + ' ' + origin.apply("own") + ' ' + origin.applyAsInt(80));
        assertSame(origin, woven.origin(kept, null));
      }
    }
  }

  @Test
  void theFirstProtoHeaderEndsTheSearchAndForwardedIsInTheHead() {
    Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", "proto", "headers", "Forwarded,X-Forwarded-For",
        "proto-headers", "X-Forwarded-Proto,X-Forwarded-Ssl");
    Object forwarded = step(woven.head("10.0.0.1"), "10.0.0.1", lines("for=203.0.113.7;proto=https"));
    assertFalse(forwarded instanceof BiFunction);
    woven.client(forwarded, "10.0.0.1");
    assertEquals("https", ((KnownOrigin) woven.origin(forwarded, null)).get());
    Object proto = step(step(woven.head("10.0.0.1"), "10.0.0.1", null), "10.0.0.1", lines("203.0.113.7"));
    assertEquals("X-Forwarded-Proto", proto.toString());
    assertFalse(step(proto, "10.0.0.1", lines("junk")) instanceof BiFunction);
  }

  @Test
  void anOriginThatNobodySaysIsTheContainers() {
    Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", "proto");
    for (Object peer : new Object[] {"10.0.0.1", "192.0.2.1", socket}) {
      Object head = woven.head(peer);
      head = head instanceof BiFunction ? step(head, peer, null) : head;
      head = head instanceof BiFunction ? step(head, peer, null) : head;
      woven.client(head, peer);
      assertNull(woven.origin(head, "http"));
      assertNull(woven.origin(null, "http"));
    }
  }

  @Test
  void headersThatNameAClientAreReadAsVerified() {
    for (String rewrite : List.of("headers", "headers,proto")) {
      Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", rewrite, "client-headers", "+X-Mine");
      assertEquals(List.of(true, true, false, false),
          List.of(woven.watched("x_mine"), woven.watched("X-Forwarded-For"), woven.watched("Host"),
              woven.watched(null)));
      for (Object peer : new Object[] {"10.0.0.1", null, socket}) {
        Object head = woven.head(peer, lines("6.6.6.6", "203.0.113.7, 10.0.0.2"));
        assertNull(woven.verified(head, "X-Mine"), "nobody has asked for the address yet");
        Object client = woven.client(head, peer == null ? "10.0.0.1" : peer);
        for (Object kept : peer == socket ? new Object[] {head, client} : new Object[] {head}) {
          assertEquals("203.0.113.7", woven.verified(kept, "X-Mine"));
          assertEquals("203.0.113.7", woven.verified(kept, "X-Forwarded-For"));
          assertEquals("for=203.0.113.7", woven.verified(kept, "forwarded"));
          assertEquals(List.of("Host", "X-Mine"), woven.names(kept, "Host", "X-Mine"));
        }
      }
    }
  }

  @Test
  void withoutAVerifiedClientTheyAreAbsent() {
    Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", "headers-chain");
    for (Object peer : new Object[] {"192.0.2.1", "10.0.0.1", socket}) {
      for (String line : new String[] {null, "", "junk", "10.0.0.1"}) {
        Object head = woven.head(peer, line == null ? null : lines(line));
        Object client = woven.client(head, peer);
        for (Object kept : new Object[] {head, client, null, "other", peer}) {
          assertNull(woven.verified(kept, "X-Forwarded-For"), line);
          assertEquals(List.of("Host", "Via"), woven.names(kept, "Host", "X_REAL_IP", "Via", "Forwarded"));
        }
      }
    }
    Object head = woven.head("10.0.0.1", lines("203.0.113.7", "10.0.0.2"));
    woven.client(head, "10.0.0.1");
    assertEquals("203.0.113.7, 10.0.0.2", woven.verified(head, "x-forwarded-for"));
    assertEquals("203.0.113.7", woven.verified(head, "x-real-ip"));
  }

  @ParameterizedTest
  @CsvSource({"trusted-proxies, ''", "trusted-proxies, x", "allowed-hosts, *"})
  void withoutRulesTheyAreAbsentToo(String key, String value) {
    Woven woven = woven("rewrite", "headers", key, value);
    Object head = woven.head("10.0.0.1", lines("203.0.113.7"));
    woven.client(head, "10.0.0.1");
    assertEquals(true, woven.watched("X-Forwarded-For"));
    assertNull(woven.verified(head, "X-Forwarded-For"));
    assertEquals(List.of("Host"), woven.names(head, "Host", "X-Forwarded-For"));
  }

  @Test
  void switchedOffOrDetachedAllHeadersAreAsTheyWereSent() {
    for (LiveRules live : List.of(rules("rewrite", "headers", "enabled", "false", "trusted-proxies", "10.0.0.0/24"),
        rules("rewrite", "headers", "trusted-proxies", "10.0.0.0/24"), rules(TRUSTING))) {
      live.close();
      Woven woven = new Woven(Functions.all(live, Watch.NONE, (failure, place) -> null));
      assertEquals(false, woven.watched("X-Forwarded-For"));
      assertEquals(List.of("Host", "X-Forwarded-For"), woven.names(null, "Host", "X-Forwarded-For"));
    }
  }

  @ParameterizedTest
  @CsvSource({
      "https://a.example:8443/x?a:1, https, https://a.example/x?a:1",
      "https://a.example/x, https, https://a.example/x",
      "https://[2001:db8::1]:8443, https, https://[2001:db8::1]",
      "https://[2001:db8::1]/, https, https://[2001:db8::1]/",
      "http://a.example:8080/, https, http://a.example:8080/",
      "https://a.example:8443/x, , https://a.example:8443/x"})
  void aRedirectToTlsGoesToTheSecurePort(String location, String proto, String expected) {
    for (String port : List.of("443", "8444")) {
      Woven woven = woven("trusted-proxies", "10.0.0.0/24", "rewrite", "proto", "secure-port", port);
      Object head = step(woven.head("10.0.0.1"), "10.0.0.1", null);
      head = step(head, "10.0.0.1", proto == null ? null : lines(proto));
      woven.client(head, "10.0.0.1");
      boolean other = proto != null && location.startsWith("https") && !port.equals("443");
      String there = other ? expected.replaceFirst("(//[^/]+)", "$1:8444") : expected;
      assertEquals(there, woven.functions.get("redirect").apply(location, head));
    }
  }

  @Test
  void aHeadThatWasNotReadToItsEndHasItsPeerAsAnswer() {
    Woven woven = woven(TRUSTING);
    String peer = new String("10.0.0.1");
    assertSame(peer, woven.client(null, peer));
    assertSame(peer, woven.client("some other attribute", peer));
    assertEquals(socket, woven.client(null, socket));
    assertEquals(List.of(Outcome.INCOMPLETE_HEAD, Outcome.INCOMPLETE_HEAD, Outcome.INCOMPLETE_HEAD), decided);
  }

  @Test
  void whereThePeerIsUnknownTheHeadIsTakenAndTrustIsDecidedLater() {
    Woven woven = woven(TRUSTING);
    Object head = woven.head(null, lines("203.0.113.7"));
    assertEquals("203.0.113.7", woven.client(head, "10.0.0.1"));
    String stranger = new String("192.0.2.1");
    assertSame(stranger, woven.client(woven.head(null, lines("203.0.113.7")), stranger));
    assertSame(stranger, woven.client(woven.head(null, null), stranger));
    assertEquals("10.0.0.1", woven.client(woven.head(null, null), "10.0.0.1"));
  }

  @Test
  void aHeadIsDecidedOnceAndNothingThatHappensLaterChangesIt() {
    Woven woven = woven(TRUSTING);
    List<String> containers = new ArrayList<>(List.of("198.51.100.1", "203.0.113.7"));
    Object head = woven.head("10.0.0.1", containers);
    containers.set(0, "6.6.6.6");
    containers.set(1, "10.0.0.5");
    containers.add("6.6.6.6"); // a trailer, a filter
    Object answer = woven.client(head, "10.0.0.1");
    assertEquals("203.0.113.7", answer);
    assertSame(answer, woven.client(head, new String("10.0.0.1")));
    assertEquals(1, decided.size());
    assertEquals("10.0.0.9", woven.client(woven.head("10.0.0.1", null), "10.0.0.9"), "another peer, another answer");
  }

  @Test
  void aSocketAddressIsAnsweredWithOneOfTheSamePort() {
    Woven woven = woven(TRUSTING);
    InetSocketAddress answer = (InetSocketAddress) woven.ask(socket, Collections.singletonList("2001:DB8:0:0::7"));
    assertEquals(4711, answer.getPort());
    assertEquals("2001:db8::7", answer.getHostString());
    assertFalse(answer.isUnresolved());
    assertEquals("2001:db8:0:0:0:0:0:7", answer.getAddress().getHostAddress());
    assertEquals("2001:db8::7", ((ClientSocketAddress) answer).get());

    assertEquals(socket, woven.ask(socket, Collections.singletonList("nonsense")));
    InetSocketAddress mapped = (InetSocketAddress) woven.ask(socket, Collections.singletonList("::ffff:203.0.113.7"));
    assertEquals("203.0.113.7", mapped.getAddress().getHostAddress());
  }

  /** A container keeps the answer in the place of the peer, and woven code may meet it wherever it asks again. */
  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "nonsense"})
  void anAnswerThatIsASocketAddressIsNeverDecidedAgain(String line) {
    Woven woven = woven(TRUSTING);
    Object answer = woven.ask(socket, Collections.singletonList(line));
    decided.clear();
    assertSame(answer, woven.head(answer));
    assertSame(answer, woven.client(null, answer));
    assertSame(answer, woven.client(answer, answer));
    assertSame(answer, woven.client(answer, socket));
    assertSame(answer, woven.client(woven.head(null, lines("198.51.100.1")), answer));
    assertSame(socket, ((ClientSocketAddress) answer).peer());
    assertNotNull(((ClientSocketAddress) answer).outcome());
    assertEquals(List.of(), decided);
  }

  @Test
  void peersWithoutAnAddressAreLeftAlone() {
    Woven woven = woven("trusted-proxies", "0.0.0.0/0,::/0");
    assertNull(woven.client(woven.head(null, lines("203.0.113.7")), null));
    assertNull(woven.client(null, null));
    assertEquals("", woven.ask("", lines("203.0.113.7")));
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 80);
    assertSame(unresolved, woven.ask(unresolved, lines("203.0.113.7")));
  }

  @Test
  void withoutRulesTheContainerAnswersInEveryRespect() {
    LiveRules off = rules("enabled", "false", "trusted-proxies", "10.0.0.0/24");
    Woven woven = new Woven(Functions.all(off, Watch.NONE, (failure, place) -> null));
    for (Object peer : new Object[] {"10.0.0.1", null}) {
      Object head = woven.head(peer);
      assertFalse(head instanceof BiFunction);
      assertEquals("10.0.0.1", woven.client(head, "10.0.0.1"));
    }
    assertEquals("written", new OwnAddress(off).apply("written", "own"));
    assertEquals("address", new SocketPeer(off).apply("address", (Supplier<String>) () -> "peer"));
    assertEquals("proxy.example", new RemoteHost(off).apply("proxy.example", "203.0.113.7"));
  }

  @Test
  void aForwardingComponentMayNotWriteTheAddress() {
    LiveRules on = rules(TRUSTING);
    assertEquals("own", new OwnAddress(on).apply("written", "own"));
    assertNull(new OwnAddress(on).apply("written", null));
  }

  @Test
  void aForwardingComponentIsToldTheSocketsPeerWhereItIsKnown() {
    LiveRules on = rules(TRUSTING);
    InetSocketAddress peer = new InetSocketAddress("10.0.0.1", 1);
    assertSame(peer, new SocketPeer(on).apply(new InetSocketAddress("203.0.113.7", 1), peer));
    for (Object others : new Object[] {null, 42, "10.0.0.1", peer}) { // a wrapper may answer for every attribute
      assertEquals("203.0.113.7", new SocketPeer(on).apply("203.0.113.7", others));
      assertNull(new SocketPeer(on).apply(null, others));
    }
    Woven woven = woven(TRUSTING);
    Object head = woven.head("10.0.0.1", lines("203.0.113.7"));
    assertEquals("203.0.113.7", new SocketPeer(on).apply("203.0.113.7", head), "nobody has asked for the client yet");
    woven.client(head, "10.0.0.1");
    assertEquals("10.0.0.1", new SocketPeer(on).apply("203.0.113.7", head));
  }

  /** What stands for a call can catch nothing. */
  @Test
  void whatAComponentIsToldNeverFailsNorHasAnotherType() {
    List<Object> told = new ArrayList<>();
    BiFunction<Object, Object, Object> faults = (failure, place) -> told.add(failure.getClass());
    BiFunction<Object, Object, Object> failing = new Guarded((first, second) -> {
      throw new StackOverflowError();
    }, faults);
    assertEquals("own", failing.apply("own", "other"));
    assertEquals("own", new Guarded((first, second) -> 42, faults).apply("own", "other"));
    assertEquals("own", new Guarded((first, second) -> null, faults).apply("own", "other"));
    assertEquals(List.of(StackOverflowError.class, ClassCastException.class, ClassCastException.class), told);
    assertNull(new Guarded((first, second) -> second, faults).apply("own", null));
    assertEquals("peer", new Guarded((first, second) -> "peer", faults).apply("own", new Object()));
    assertEquals(3, told.size());
    assertEquals("own", new Guarded((first, second) -> 42, failing).apply("own", "other"));
    Map<String, BiFunction<Object, Object, Object>> all = Functions.all(rules(TRUSTING), Watch.NONE, faults);
    assertEquals(Guarded.class, all.get("peer").getClass());
    assertEquals(Guarded.class, all.get("own").getClass());
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

  /** Functions whose decisions are noted. */
  private Woven woven(String... settings) {
    return new Woven(Functions.all(rules(settings), new Watch.None() {
      @Override
      public void decided(Outcome outcome) {
        decided.add(outcome);
      }

      @Override
      public HeaderStep look(Rules rules, HeaderStep first) {
        throw new AssertionError();
      }

      @Override
      public Sample lookWithoutHead(Rules rules) {
        throw new AssertionError();
      }
    }, (failure, place) -> null));
  }

  private static LiveRules rules(String... settings) {
    Properties properties = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("realip." + settings[i], settings[i + 1]);
    }
    return new LiveRules(Configuration.load(properties, Map.of(), null));
  }

  @SuppressWarnings("unchecked")
  private static Object step(Object step, Object peer, Object lines) {
    return ((BiFunction<Object, Object, Object>) step).apply(peer, lines);
  }

  private static Object lines(String... lines) {
    return Collections.enumeration(List.of(lines));
  }

  /** What templates do. */
  private static final class Woven {
    private final Map<String, BiFunction<Object, Object, Object>> functions;

    Woven(Map<String, BiFunction<Object, Object, Object>> functions) {
      this.functions = functions;
    }

    /** The first step, or the head. */
    Object head(Object peer) {
      return functions.get("head").apply(peer, null);
    }

    /** The head of a request with one header. */
    Object head(Object peer, Object lines) {
      Object head = head(peer);
      while (head instanceof BiFunction) {
        head = step(head, peer, head.toString().equals("X-Forwarded-For") ? lines : null);
      }
      return head;
    }

    Object call(String function, Object first, Object second) {
      return functions.get(function).apply(first, second);
    }

    Object client(Object head, Object peer) {
      return functions.get("client").apply(head, peer);
    }

    boolean watched(String name) {
      return (Boolean) functions.get("watched").apply(name, null);
    }

    Object verified(Object kept, String name) {
      return functions.get("verified").apply(kept, name);
    }

    List<String> names(Object kept, String... names) {
      Object left = functions.get("verifiedNames").apply(kept, lines(names));
      List<String> list = new ArrayList<>();
      Iterable<?> same = (Iterable<?>) functions.get("verifiedNames").apply(kept, List.of(names));
      same.forEach(each -> list.add((String) each));
      assertEquals(list, Collections.list((Enumeration<?>) left));
      return list;
    }

    Object origin(Object kept, String ownScheme) {
      return functions.get("origin").apply(kept, ownScheme);
    }

    /** Both questions. */
    Object ask(Object peer, Object lines) {
      return client(head(peer, lines), peer);
    }
  }
}
