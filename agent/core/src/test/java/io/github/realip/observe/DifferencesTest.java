package io.github.realip.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.CapturedLog;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Layer;
import io.github.realip.config.Reload;
import io.github.realip.request.Comparison;
import io.github.realip.request.Functions;
import io.github.realip.request.RulesInForce;
import io.github.realip.request.Watch;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an observed request counts as, and what is said of many. */
class DifferencesTest {

  @RegisterExtension
  private final CapturedLog log = new CapturedLog();
  private final Configuration configuration = Configuration.of(List.of(Layer.of("", "the test",
      Map.of("trusted-proxies", "10.0.0.7,10.0.0.8", "mode", "observe"))), List.of());
  private final Differences differences = new Differences(new ConfigurationInForce() {
    @Override
    public Configuration configuration() {
      return configuration;
    }

    @Override
    public Reload lastReload() {
      return null;
    }

    @Override
    public List<Cidr> addresses(String name) {
      return List.of();
    }
  });
  private final Map<String, BiFunction<Object, Object, Object>> functions =
      Functions.all(new Observed(configuration.rules(Map.of())), new Counting(), (failure, place) -> null);

  /** The component's answer beside the agent's; a component that is - has written nothing. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "10.0.0.7 | 203.0.113.7           | -           | container/first-untrusted-hop/client-for-proxy",
      "10.0.0.7 | -                     | -           | container/no-header/same",
      "10.0.0.9 | 203.0.113.7           | -           | container/untrusted-peer/same",
      "10.0.0.7 | 203.0.113.7           | 203.0.113.7 | valve/first-untrusted-hop/same",
      "10.0.0.7 | 203.0.113.7           | 10.0.0.7    | valve/first-untrusted-hop/client-for-proxy",
      "10.0.0.7 | 6.6.6.6, 203.0.113.7  | 6.6.6.6     | valve/first-untrusted-hop/client-for-leftmost",
      "10.0.0.7 | 6.6.6.6, 203.0.113.7  | 192.0.2.1   | valve/first-untrusted-hop/client-for-other",
      "10.0.0.7 | 6.6.6.6, 203.0.113.7  | <script>    | valve/first-untrusted-hop/client-for-other",
      "10.0.0.7 | 2001:db8::1           | 2001:DB8:0::1 | valve/first-untrusted-hop/other-form",
      "10.0.0.7 | 203.0.113.7           | ::ffff:203.0.113.7 | valve/first-untrusted-hop/other-form",
      "10.0.0.9 | 203.0.113.7           | 203.0.113.7 | valve/untrusted-peer/proxy-for-client",
      "10.0.0.9 | -                     | 10.0.0.9    | valve/untrusted-peer/same",
      "10.0.0.7 | -                     | 203.0.113.7 | valve/no-header/proxy-for-client",
      "10.0.0.7 | junk                  | 203.0.113.7 | valve/malformed-hop/proxy-for-client",
      "10.0.0.7 | 203.0.113.7, junk, 10.0.0.8 | 203.0.113.7 | valve/malformed-hop/proxy-for-client",
      "10.0.0.7 | unknown               | unknown     | valve/unknown-hop/proxy-for-client",
      "10.0.0.7 | 10.0.0.8              | 10.0.0.8    | valve/all-trusted/same"})
  void eachIsOfOneKind(String peer, String header, String written, String kind) {
    assertEquals(peer, request(peer, header, written));
    assertEquals(Map.of(kind, 1L), counted());
    assertEquals(kind.endsWith("/same") ? 0 : 1, differences.examples().size());
    assertEquals(kind.endsWith("/proxy-for-client") ? 1 : 0, log.take().lines().count());
  }

  /** A component that puts back what it has found, as Tomcat's valve does, has the last word no more than once. */
  @Test
  void theFirstWordOfAComponentCounts() {
    Object head = head("203.0.113.7");
    functions.get("client").apply(head, "10.0.0.7");
    functions.get("seen").apply("203.0.113.7", new Object[] {"valve", head});
    functions.get("seen").apply("10.0.0.7", new Object[] {"valve", head});
    assertEquals(Map.of("valve/first-untrusted-hop/same", 1L), counted());
    functions.get("seen").apply("6.6.6.6", new Object[] {"filter", head});
    assertEquals(Map.of("filter/first-untrusted-hop/client-for-other", 1L), counted());
    for (Object nothing : new Object[] {null, "somebody else's", 7}) {
      assertEquals("6.6.6.6", functions.get("seen").apply("6.6.6.6", new Object[] {"filter", nothing}));
    }
  }

  @Test
  void examplesAreFewAndEscaped() {
    for (int i = 0; i < 1000; i++) {
      request("10.0.0.7", "\u001b[31m" + "x".repeat(5000) + ", 203.0.113.7", "\u202e" + "y".repeat(5000));
    }
    List<String> examples = differences.examples();
    assertEquals(3, examples.size());
    assertTrue(examples.get(0).length() < 1000, examples.get(0));
    assertFalse(examples.get(0).matches("(?s).*[^ -~].*"), examples.get(0));
  }

  @Test
  void oneLineAfterAWhileAndThenOnceADay() {
    request("10.0.0.7", "203.0.113.7", null);
    request("10.0.0.7", null, null);
    differences.observe(null, 1, 1);
    assertEquals("", log.take());
    differences.observe(null, 1, TimeUnit.MINUTES.toNanos(5) + 2);
    assertEquals("realip-agent: realip.mode=observe: of 2 requests in 5 min realip.mode=on would change 1 answer: 1"
        + " from the proxy to the client (container); no client would be lost, so realip.mode=on can be tried\n",
        log.take());
    differences.observe(null, 1, TimeUnit.HOURS.toNanos(24));
    assertEquals("", log.take());
    request("10.0.0.9", "203.0.113.7", "203.0.113.7");
    assertTrue(log.take().contains("if 10.0.0.9 is your proxy, add it to realip.trusted-proxies"));
    differences.observe(null, 1, TimeUnit.HOURS.toNanos(25));
    String line = log.take();
    assertTrue(line.startsWith("realip-agent: warning: ") && line.contains("1 from the client to a proxy (valve)")
        && line.contains("do not switch before these 1 are explained"), line);
  }

  private Object request(String peer, String header, String written) {
    Object head = head(header);
    final Object answer = functions.get("client").apply(head, peer);
    if (written != null) {
      functions.get("seen").apply(written, new Object[] {"valve", head});
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  private Object head(String header) {
    Object head = functions.get("head").apply(null, null);
    while (head instanceof BiFunction) {
      head = ((BiFunction<Object, Object, Object>) head).apply(null, header == null ? List.of() : List.of(header));
    }
    return head;
  }

  private Map<String, Long> counted() {
    Map<String, Long> counted = new TreeMap<>(differences.values());
    counted.values().removeIf(each -> each == 0);
    return counted;
  }

  /** Rules that are only observed. */
  record Observed(Rules rules) implements RulesInForce {

    @Override
    public boolean originIsAnswered() {
      return false;
    }

    @Override
    public ClientHeaders clientHeaders() {
      return null;
    }

    @Override
    public void requested() {
    }

    @Override
    public boolean wantsUnlistedPeers() {
      return false;
    }

    @Override
    public void unlistedPeer() {
    }
  }

  private final class Counting extends Watch.None {

    @Override
    public void compared(Comparison comparison, int by) {
      differences.count(comparison, by);
    }
  }
}
