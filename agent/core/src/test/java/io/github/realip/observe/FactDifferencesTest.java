package io.github.realip.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.CapturedLog;
import io.github.realip.config.Configuration;
import io.github.realip.config.Layer;
import io.github.realip.request.ComparedFact;
import io.github.realip.request.Functions;
import io.github.realip.request.Watch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scheme, host, port and headers of an observed request count as. */
class FactDifferencesTest {

  private static final Map<Character, String> KINDS = Map.of('S', "/same", 'O', "/verified-for-own",
      'C', "/verified-for-component", 'X', "/own-for-component");

  @RegisterExtension
  private final CapturedLog log = new CapturedLog();
  private final FactDifferences differences = new FactDifferences();
  private final Map<String, BiFunction<Object, Object, Object>> functions = functions("address,proto,host,headers");

  private Map<String, BiFunction<Object, Object, Object>> functions(String rewrite) {
    Configuration configuration = Configuration.of(List.of(Layer.of("", "the test", Map.of("trusted-proxies",
        "10.0.0.7", "mode", "observe", "rewrite", rewrite, "allowed-hosts", "*.example.com"))), List.of());
    return Functions.all(new DifferencesTest.Observed(configuration.rules(Map.of())), new Watch.None() {
      @Override
      public void compared(ComparedFact fact, int by) {
        differences.count(fact, by);
      }
    }, (failure, place) -> null);
  }

  /** What the proxy says of scheme and host, and what the application gets; a component that is - is none. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "10.0.0.7 | https | www.example.com | -     | http  | app             | 8080 | OOO",
      "10.0.0.7 | https | WWW.example.com | -     | https | www.Example.com | 443  | SSS",
      "10.0.0.7 | https | www.example.com | valve | https | www.example.com | 443  | SSS",
      "10.0.0.7 | https | www.example.com | valve | http  | app             | 80   | CCC",
      "10.0.0.7 | -     | -               | valve | https | app             | 443  | XSS",
      "10.0.0.7 | -     | -               | -     | https | app             | 443  | SSS",
      "10.0.0.7 | -     | evil.test       | valve | http  | evil.test       | 80   | SXS",
      "10.0.0.7 | -     | evil.test       | -     | http  | app             | 80   | SSS",
      "10.0.0.9 | https | www.example.com | -     | http  | app             | 80   | SSS",
      "10.0.0.9 | https | www.example.com | valve | https | app             | 443  | XSS",
      "10.0.0.7 | https | www.example.com | -     | http  | '[::1]'         | 80   | OOO"})
  void eachIsOfOneKind(String peer, String proto, String host, String component, String ownScheme, String ownName,
      int ownPort, String kinds) {
    Object head = head(Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", proto == null ? "" : proto,
        "X-Forwarded-Host", host == null ? "" : host));
    ask(head, peer, component, ownScheme, ownName, ownPort);
    Map<String, Long> counted = new TreeMap<>();
    for (int i = 0; i < 3; i++) {
      String fact = List.of("proto", "host", "port").get(i) + KINDS.get(kinds.charAt(i));
      counted.put((component == null ? "container/" : component + '/') + fact, 1L);
    }
    if (peer.equals("10.0.0.7")) {
      counted.put("container/headers/same", 1L);
    }
    assertEquals(counted, counted());
    assertEquals(counted.keySet().stream().filter(each -> !each.endsWith("/same")).count(),
        differences.examples().size());
    assertEquals(kinds.contains("X"), log.take().startsWith("realip-agent: warning: "));
    assertEquals(kinds.contains("X") ? 1 : 0, differences.lost());
    assertEquals(kinds.replace("S", "").length(), differences.changes());
  }

  @Test
  void theLastAnswerCountsAndEachRequestOnce() {
    Object head = head(Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"));
    for (int i = 0; i < 3; i++) {
      ask(head, "10.0.0.7", null, "http", "app", 80);
    }
    assertEquals(1, counted().get("container/proto/verified-for-own"), counted()::toString);
    ask(head, "10.0.0.7", "valve", "https", "app", 443);
    assertEquals(Map.of("container/headers/same", 1L, "valve/proto/same", 1L, "valve/host/same", 1L,
        "valve/port/same", 1L), counted());
  }

  /** Behind what a wrapper has answered, the request inside is the container's own affair. */
  @Test
  void whatAWrapperAnswersIsTheApplications() {
    Object head = head(Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"));
    functions.get("client").apply(head, "10.0.0.7");
    functions.get("seen").apply("203.0.113.7", new Object[] {"filter", head});
    Object[] kept = {head};
    scheme(kept, "http");
    scheme(kept, "https");
    scheme(head, "http");
    assertEquals(1, counted().get("filter/proto/same"), counted()::toString);
  }

  @Test
  void theHeaderIsComparedWithWhatWouldBeReadOfIt() {
    String[] lines = {"203.0.113.7", "6.6.6.6, 203.0.113.7", "junk"};
    for (String line : lines) {
      functions.get("client").apply(head(Map.of("X-Forwarded-For", line)), "10.0.0.7");
    }
    assertEquals(Map.of("container/headers/same", 1L, "container/headers/verified-for-own", 2L), counted());
    assertTrue(differences.words().contains("2 container/headers/verified-for-own"), differences.words());
  }

  /** Only who tells a scheme is compared: others make something of their own of what they get. */
  @Test
  void whoAsksWithoutAnAnswerOfHisOwnGetsNothing() {
    Object head = head(Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"));
    functions.get("client").apply(head, "10.0.0.7");
    assertNull(functions.get("origin").apply(head, null));
    assertNull(functions.get("origin").apply(null, "http"));
    assertNull(functions.get("origin").apply(new Object[] {"somebody else's"}, "http"));
  }

  @Test
  void whatIsNotRewrittenIsNotCompared() {
    Map<String, BiFunction<Object, Object, Object>> address = functions("address");
    Object head = head(address, Map.of("X-Forwarded-For", "203.0.113.7"));
    address.get("client").apply(head, "10.0.0.7");
    assertNull(address.get("origin").apply(head, "http"));
    assertEquals(Map.of(), counted());
  }

  @SuppressWarnings("unchecked")
  private void ask(Object head, String peer, String component, String scheme, String name, int port) {
    functions.get("client").apply(head, peer);
    if (component != null) {
      functions.get("seen").apply("203.0.113.7", new Object[] {component, head});
    }
    scheme(head, scheme);
    Object origin = functions.get("origin").apply(head, scheme);
    assertEquals(name, ((UnaryOperator<String>) origin).apply(name));
    assertEquals(port, ((IntUnaryOperator) origin).applyAsInt(port));
  }

  private void scheme(Object kept, String own) {
    assertNull(((Supplier<?>) functions.get("origin").apply(kept, own)).get());
  }

  private Object head(Map<String, String> lines) {
    return head(functions, lines);
  }

  @SuppressWarnings("unchecked")
  private static Object head(Map<String, BiFunction<Object, Object, Object>> functions, Map<String, String> lines) {
    Object head = functions.get("head").apply(null, null);
    while (head instanceof BiFunction) {
      String line = lines.getOrDefault(head.toString(), "");
      head = ((BiFunction<Object, Object, Object>) head).apply(null, line.isEmpty() ? List.of() : List.of(line));
    }
    return head;
  }

  private Map<String, Long> counted() {
    Map<String, Long> counted = new TreeMap<>(differences.values());
    counted.values().removeIf(each -> each == 0);
    return counted;
  }
}
