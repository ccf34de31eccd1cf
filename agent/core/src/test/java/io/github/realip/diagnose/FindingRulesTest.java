package io.github.realip.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.config.Configuration;
import io.github.realip.config.Layer;
import io.github.realip.resolve.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From what is seen to what is said, as tables. The pod has the addresses 10.244.1.20 and fd00:244:1::20, its gateways
 * are 10.244.1.1 and fd00:244:1::1.
 */
class FindingRulesTest {

  private static final String NONE = "";
  private static final List<String> GATEWAYS = List.of("10.244.1.1", "fd00:0244:0001:0000:0000:0000:0000:0001");
  private static final List<String> OWN = List.of("127.0.0.1", "10.244.1.20", "fd00:244:1:0:0:0:0:20", "fe80::1");

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> findings = new LinkedHashMap<>();
  private boolean kubernetes = true;
  private Configuration configuration;
  private Rules rules;
  private EvidenceBook book;
  private long now;

  /** 30 requests in as many half seconds, of as many kinds of clients as there are lists of the fourth column. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      // trusted list           | peer              | X-Forwarded-For      | kinds | finding
      // a node translates: the pod's gateway, the overlay's zero address, another node's own address
      "-                        | 10.244.1.1        | -                    | 1     | cluster-snat",
      "10.244.2.80              | 10.244.1.1        | -                    | 1     | cluster-snat",
      "10.244.0.0/16            | 10.244.1.1        | -                    | 1     | cluster-snat",
      "10.244.1.1               | 10.244.1.1        | -                    | 1     | cluster-snat",
      "-                        | [fd00:244:1::1]   | -                    | 1     | cluster-snat",
      "-                        | 10.244.2.0        | -                    | 1     | cluster-snat",
      "-                        | fd00:244:2::      | -                    | 1     | cluster-snat",
      "-                        | 192.168.10.12     | -                    | 4     | cluster-snat",
      "-                        | fd00:10::12       | -                    | 4     | cluster-snat",
      // behind a translating node even a header is no evidence of a proxy
      "-                        | 10.244.1.1        | 203.0.113.7          | 1     | cluster-snat",
      "10.244.0.0/16            | 10.244.2.0        | 203.0.113.7          | 1     | cluster-snat",
      "10.244.1.1               | 10.244.1.1        | 203.0.113.7          | 4     | -",
      // a load balancer with an address of its own, and k3s's pod in its place
      "-                        | 100.64.0.80       | -                    | 1     | full-nat-load-balancer",
      "100.64.0.80              | 100.64.0.80       | -                    | 1     | full-nat-load-balancer",
      "-                        | 10.244.2.10       | -                    | 4     | full-nat-load-balancer",
      // a mesh
      "-                        | 127.0.0.6         | -                    | 1     | sidecar",
      "-                        | 127.0.0.6         | 203.0.113.7          | 1     | sidecar",
      "istio                    | 127.0.0.6         | -                    | 1     | sidecar",
      "istio                    | 127.0.0.6         | 203.0.113.7          | 1     | -",
      "-                        | 127.0.0.1         | -                    | 4     | sidecar",
      // the ingress names what is in front of it
      "10.244.2.80              | 10.244.2.80       | 10.244.2.1           | 1     | ingress-hides-client",
      "10.244.2.80              | 10.244.2.80       | 10.244.3.0           | 1     | ingress-hides-client",
      "10.244.2.80              | 10.244.2.80       | 100.64.0.80          | 1     | ingress-hides-client",
      "10.244.2.80,100.64.0.80  | 10.244.2.80       | 100.64.0.80          | 1     | ingress-hides-client",
      "10.244.2.80,fd00:64::80  | 10.244.2.80       | fd00:64::80          | 1     | ingress-hides-client",
      "10.244.2.80              | 10.244.2.80       | 10.244.2.10          | 4     | ingress-hides-client",
      "10.244.2.80              | 10.244.2.80       | 1.2.3.4, 192.168.10.12     | 4     | ingress-hides-client",
      // a proxy that nobody named
      "-                        | 10.244.2.80       | 203.0.113.7          | 1     | untrusted-proxy",
      "192.0.2.7                | 10.244.2.80       | 203.0.113.7          | 4     | untrusted-proxy",
      "-                        | 192.168.10.12     | 203.0.113.7          | 4     | untrusted-proxy",
      "-                        | 100.64.0.80       | 203.0.113.7          | 1     | untrusted-proxy",
      "-                        | 127.0.0.1         | 203.0.113.7          | 1     | untrusted-proxy",
      "-                        | 104.16.0.9        | 203.0.113.7          | 1     | untrusted-proxy",
      "-                        | fd00:244:2::80    | 2001:db8::7          | 1     | untrusted-proxy",
      // a proxy that names nobody
      "10.244.2.80              | 10.244.2.80       | -                    | 1     | trusted-proxy-without-header",
      "10.244.0.0/16            | 10.244.2.80       | -                    | 4     | trusted-proxy-without-header",
      // as it should be, or nobody can tell
      "10.244.2.80              | 10.244.2.80       | 203.0.113.7          | 4     | -",
      "10.244.2.80              | 10.244.2.80       | 1.2.3.4, 203.0.113.7 | 4     | -",
      "10.244.2.80,100.64.0.80  | 10.244.2.80       | 203.0.113.7, 100.64.0.80   | 4     | -",
      "10.244.2.80              | 10.244.2.80       | 10.244.2.10          | 3     | -",
      "-                        | 10.244.2.10       | -                    | 3     | -",
      "10.244.0.0/16            | 10.244.2.10       | -                    | 3     | -",
      "-                        | 192.168.10.12     | -                    | 3     | -",
      "-                        | 127.0.0.1         | -                    | 3     | -",
      "-                        | 203.0.113.7       | -                    | 9     | -",
      "-                        | 203.0.113.7       | 198.51.100.1         | 9     | -",
      "-                        | 2001:db8::7       | 198.51.100.1         | 9     | -",
      "-                        | 10.244.2.80       | nonsense             | 1     | -",
      "-                        | proxy.example     | 203.0.113.7          | 9     | -",
      "-                        | unix:             | 203.0.113.7          | 9     | -"})
  void aPod(String trusted, String peer, String forwardedFor, int kinds, String expected) {
    trust(trusted);
    requests(30, 500, peer, forwardedFor, kinds);
    assertSaid(expected);
  }

  /** The same outside Kubernetes, where no node translates and no ingress hides. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "-                        | 10.244.1.1        | -                    | 1     | -",
      "-                        | 10.244.2.0        | -                    | 1     | -",
      "-                        | 127.0.0.6         | -                    | 1     | -",
      "-                        | 127.0.0.1         | -                    | 4     | -",
      "10.0.0.7                 | 10.0.0.7          | 192.168.1.1          | 4     | -",
      "-                        | 192.168.10.12     | -                    | 4     | full-nat-load-balancer",
      "-                        | 127.0.0.1         | 203.0.113.7          | 1     | untrusted-proxy",
      "-                        | 10.0.0.0          | 203.0.113.7          | 1     | untrusted-proxy",
      "10.0.0.7                 | 10.0.0.7          | -                    | 1     | trusted-proxy-without-header"})
  void aMachine(String trusted, String peer, String forwardedFor, int kinds, String expected) {
    kubernetes = false;
    trust(trusted);
    requests(30, 500, peer, forwardedFor, kinds);
    assertSaid(expected);
  }

  @Test
  void aGatewayThatTheOperatorTrustsMayNameClients() {
    trust("10.244.0.0/16");
    settings.put("trust-gateway", "true");
    requests(30, 500, "10.244.1.1", "203.0.113.7", 4);
    assertSaid(null);
  }

  @Test
  void fewRequestsProveNothing() {
    requests(19, 500, "10.244.1.1", null, 4);
    requests(19, 500, "10.244.2.80", "203.0.113.7", 4);
    assertSaid(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-probe/1.36", "ELB-HealthChecker/2.0", "GoogleHC/1.0", "Prometheus/3.0", ""})
  void healthChecksProveNothing(String userAgent) {
    for (int i = 0; i < 1000; i++) {
      request(100, "10.244.1.1", null, null, userAgent);
      request(100, "100.64.0.80", null, null, userAgent);
    }
    assertSaid(null);
  }

  @Test
  void aProgramOnTheNodeThatAsksNowAndThenProvesNothing() {
    requests(500, 5_000, "10.244.1.1", null, 1);
    assertSaid(null);
  }

  @Test
  void severalQuestionsOfOneRequestCountOnce() {
    requests(1000, 0, "10.244.1.1", null, 4);
    assertSaid(null);
  }

  @Test
  void aClientThatSendsTheHeaderItselfNowAndThenIsNoProxy() {
    for (int i = 0; i < 200; i++) {
      requests(1, 500, "10.244.2.10", i % 10 == 0 ? null : "198.51.100.1", 1);
    }
    assertSaid(null);
  }

  @Test
  void forgedHeadersDoNotHideTranslation() {
    for (int i = 0; i < 30; i++) {
      requests(1, 500, "10.244.1.1", i % 3 == 0 ? "198.51.100.1" : null, 1);
    }
    assertSaid("cluster-snat");
  }

  @Test
  void aPodsRangeInCarrierGradeNatSpaceIsNoLoadBalancer() {
    book = new EvidenceBook(new Surroundings(true, List.of(), List.of("100.64.3.20")));
    requests(30, 500, "100.64.7.9", null, 1);
    assertSaid(null);
  }

  @Test
  void requestsThatTheServerCannotReadHaveNoHeaderAtAll() {
    bare(30, 10);
    assertSaid("proxy-protocol");
    assertEquals("proxy-protocol: 20 of 20 requests looked at came from 100.64.0.80 without any header, not"
        + " even Host, as if the server could not read them (see the status in its access log); likely cause: a load"
        + " balancer sends the PROXY protocol, or TLS, to a port that speaks plain HTTP; change: switch the PROXY"
        + " protocol off at the load balancer, or let an ingress read it (ingress-nginx: use-proxy-protocol) and trust"
        + " the ingress; see docs/kubernetes.md#proxy-protocol-to-the-application",
        findings.get("proxy-protocol"));
  }

  @Test
  void healthChecksWithoutAHeaderAreReadable() {
    bare(500, 1000);
    assertSaid(null);
  }

  @Test
  void readableRequestsOfTheSamePeerSpeakAgainstThePeersProtocol() {
    for (int i = 0; i < 30; i++) {
      bare(1, 10);
      requests(1, 10, "100.64.0.80", "203.0.113.7", 1);
    }
    assertFalse(findings.containsKey("proxy-protocol"));
  }

  @Test
  void aNodeIsToldFromTheGateway() {
    requests(30, 500, "192.168.10.12", null, 4);
    assertEquals("cluster-snat: 20 of 20 requests looked at came from 192.168.10.12, for many kinds of"
        + " clients, without X-Forwarded-For; likely cause: it is the address of a node (kubectl get nodes -o wide),"
        + " which put it in the client's place (externalTrafficPolicy: Cluster); change: set"
        + " spec.externalTrafficPolicy: Local in the Service, or send clients through an"
        + " ingress; see docs/kubernetes.md#cluster-snat",
        findings.get("cluster-snat"));
  }

  @Test
  void theProposedListIsTheOldOneAndEveryProxyThatBehavesAlike() {
    trust("192.0.2.0/24 127.0.0.11");
    for (int i = 0; i < 30; i++) {
      requests(1, 100, "10.244.2.80", "203.0.113.7", 1);
      requests(1, 100, "10.244.3.81", "203.0.113.7", 1);
      requests(1, 100, "10.244.3.99", null, 1);
    }
    assertEquals("untrusted-proxy: 10.244.2.80, not trusted, sent X-Forwarded-For in 20 of 20 requests looked"
        + " at; likely cause: it is your proxy, and the test trusted-proxies lacks it; change: if so, set"
        + " -Drealip.trusted-proxies=192.0.2.0/24,127.0.0.11,10.244.2.80,10.244.3.81 (or"
        + " REALIP_TRUSTED_PROXIES=192.0.2.0/24,127.0.0.11,10.244.2.80,10.244.3.81); or dns:NAME of a headless Service"
        + " of the proxies; but if it is the address of a node (kubectl get nodes -o wide), trust nobody by it and set"
        + " spec.externalTrafficPolicy: Local in the Service; see docs/kubernetes.md#untrusted-proxy",
        findings.get("untrusted-proxy"));
  }

  @Test
  void theMachinesOfACdnAreProposedByItsPreset() {
    for (int i = 0; i < 30; i++) {
      requests(1, 100, "104.16.0." + i, "203.0.113.7", 1);
    }
    assertTrue(findings.get("untrusted-proxy").contains(
        "machines of cloudflare, not trusted, sent X-Forwarded-For in 20 of 20 requests looked at; likely cause: it is"
        + " your proxy, and realip.trusted-proxies is empty; change: if so, set -Drealip.trusted-proxies=cloudflare"
        + " (or REALIP_TRUSTED_PROXIES=cloudflare); see "), findings.get("untrusted-proxy"));
  }

  @Test
  void aCloudsLoadBalancerComesWithThePresetsName() {
    requests(30, 500, "100.64.0.80", "203.0.113.7", 1);
    assertTrue(findings.get("untrusted-proxy").contains("; or alibaba-clb if that is your platform; "),
        findings.get("untrusted-proxy"));
  }

  @Test
  void anotherHeaderThanTheConfiguredOneIsNamed() {
    trust("10.244.2.80");
    settings.put("headers", "X-Real-IP");
    requests(30, 500, "10.244.2.80", "203.0.113.7", 1);
    assertTrue(findings.get("trusted-proxy-without-header").contains(
        "without X-Real-IP; likely cause: it sends X-Forwarded-For instead; change: if it is the proxy that writes"
        + " X-Forwarded-For, set -Drealip.headers=X-Forwarded-For; "),
        findings.get("trusted-proxy-without-header"));
  }

  @Test
  void aNodeBeforeTheIngressIsToldFromALoadBalancer() {
    trust("10.244.2.80");
    requests(30, 500, "10.244.2.80", "10.244.2.1", 1);
    assertTrue(findings.get("ingress-hides-client").contains(
        "change: set spec.externalTrafficPolicy: Local in the Service of the ingress; see"),
        findings.get("ingress-hides-client"));
    findings.clear();
    requests(30, 500, "10.244.2.80", "100.64.0.80", 1);
    assertTrue(findings.get("ingress-hides-client").contains("use-forwarded-headers"),
        findings.get("ingress-hides-client"));
  }

  @Test
  void evidenceIsBoundedWhateverComes() {
    for (int i = 0; i < 100_000; i++) {
      request(1, "10." + i / 62500 + "." + i / 250 % 250 + "." + i % 250, "10.9.9.9", null, "agent/" + i);
    }
    assertTrue(book.all().size() <= EvidenceBook.MOST, book.all().size() + " pieces");
    requests(30, 500, "10.244.1.1", null, 1); // and there is still room for what matters
    assertTrue(findings.containsKey("cluster-snat"));
  }

  @Test
  void nothingOfAHeaderIsSaid() {
    trust("10.244.2.80");
    settings.put("headers", "X-Forwarded-For");
    for (int i = 0; i < 30; i++) {
      request(500, "10.244.2.80", "${jndi:ldap://x}\r\nevil, 10.244.2.1", null, "evil/" + i);
    }
    assertFalse(findings.isEmpty());
    assertFalse(findings.values().stream().anyMatch(line -> line.matches("(?s).*(evil|jndi|\r|\n).*")));
  }

  private void trust(String list) {
    if (list != null) {
      settings.put("trusted-proxies", list);
    }
  }

  private void assertSaid(String expected) {
    assertEquals(expected == null ? NONE : expected, String.join(",", findings.keySet()));
  }

  private void requests(int number, int millisApart, String peer, String forwardedFor, int kinds) {
    for (int i = 0; i < number; i++) {
      request(millisApart, peer, forwardedFor, null, "agent/" + i % kinds);
    }
  }

  private void bare(int number, int millisApart) {
    for (int i = 0; i < number; i++) {
      request(millisApart, "100.64.0.80", null, "bare", "");
    }
  }

  private void request(int millisLater, String peer, String forwardedFor, String bare, String userAgent) {
    if (configuration == null) {
      configuration = Configuration.of(List.of(Layer.of("test ", settings)), kubernetes ? GATEWAYS : List.of());
      rules = configuration.rules(Map.of());
    }
    if (book == null) {
      book = new EvidenceBook(new Surroundings(kubernetes, kubernetes ? GATEWAYS : List.of(), OWN));
    }
    now += millisLater * 1_000_000L;
    List<String> names = Observation.headersToRead(rules);
    List<List<String>> read = new ArrayList<>(Collections.nCopies(names.size(), List.of()));
    read.set(names.indexOf("Host"), bare != null ? List.of() : List.of("example.org"));
    read.set(names.indexOf("User-Agent"), userAgent.isEmpty() ? List.of() : List.of(userAgent));
    read.set(names.indexOf("X-Forwarded-For"), forwardedFor == null ? List.of() : List.of(forwardedFor));
    for (Evidence evidence : book.add(new Observation(rules, peer, names, read), 1, now)) {
      FindingKind kind = new FindingRules(kubernetes).examine(evidence);
      if (kind != null && !findings.containsKey(kind.label())) {
        findings.put(kind.label(), new Wording(kubernetes, configuration, book.all()).line(kind, evidence));
      }
    }
  }
}
