package io.github.realip.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.GoldenFile;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Layer;
import io.github.realip.config.Reload;
import io.github.realip.observe.SampledRequest;
import io.github.realip.resolve.Rules;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From what is seen to what is said, as tables. The pod has the addresses 10.244.1.20 and fd00:244:1::20, its gateways
 * are 10.244.1.1 and fd00:244:1::1.
 */
class FindingsTest {

  private static final List<String> GATEWAYS = List.of("10.244.1.1", "fd00:0244:0001:0000:0000:0000:0000:0001");
  private static final List<String> OWN = List.of("127.0.0.1", "10.244.1.20", "fd00:244:1:0:0:0:0:20", "fe80::1");
  private static final PrintStream STANDARD_ERROR = System.err;

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, List<Cidr>> names = new HashMap<>();
  private boolean kubernetes = true;
  private List<String> own = OWN;
  private Configuration configuration;
  private Rules rules;
  private Findings findings;
  private long now;

  @BeforeAll
  static void beSilent() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  @AfterAll
  static void speakAgain() {
    System.setErr(STANDARD_ERROR);
  }

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
      "-                        | fd00:244:2::90    | -                    | 4     | full-nat-load-balancer",
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
      // a proxy whose header names nobody: it is there, so nobody says that it is not
      "10.244.2.80              | 10.244.2.80       | unknown              | 1     | header-without-client",
      "10.244.2.80              | 10.244.2.80       | fe80::1%eth0         | 1     | header-without-client",
      "10.244.2.80              | 10.244.2.80       | '203.0.113.7, '      | 4     | header-without-client",
      "10.244.2.80,100.64.0.80  | 10.244.2.80       | 'nonsense, 100.64.0.80'    | 4     | header-without-client",
      "100.64.0.80              | 100.64.0.80       | 0.0.0.0              | 1     | header-without-client",
      "10.244.1.1               | 10.244.1.1        | unknown              | 1     | header-without-client",
      // a node translates, whatever the client wrote
      "-                        | 10.244.1.1        | nonsense             | 1     | cluster-snat",
      "10.244.0.0/16            | 10.244.2.0        | nonsense             | 1     | cluster-snat",
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
      request(100, "10.244.1.1", "X-Forwarded-For", null, userAgent, true);
      request(100, "100.64.0.80", "X-Forwarded-For", null, userAgent, true);
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
    own = List.of("100.64.3.20");
    requests(30, 500, "100.64.7.9", null, 1);
    assertSaid(null);
  }

  @Test
  void requestsThatTheServerCannotReadHaveNoHeaderAtAll() {
    bare(30, 10);
    assertSaid("proxy-protocol");
  }

  /** Of a sender's connections that are closed the log tells by itself. */
  @Test
  void whosePeersProtocolIsReadHasSaidWhatIsWrong() {
    settings.put("proxy-protocol", "0.0.0.0/0");
    bare(30, 10);
    assertSaid(null);
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
    assertFalse(said().contains("proxy-protocol"));
  }

  /** Where the rule stands, and how its new value is to be written there. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "property  | set -Drealip.trusted-proxies=192.0.2.0/24,10.244.2.80,10.244.3.81 if",
      "variable  | set REALIP_TRUSTED_PROXIES=192.0.2.0/24,10.244.2.80,10.244.3.81 if",
      "argument  | set the agent argument trusted-proxies=192.0.2.0/24,10.244.2.80,10.244.3.81 if",
      "file      | write trusted-proxies=192.0.2.0/24,10.244.2.80,10.244.3.81 in FILE, line 2 if",
      "empty     | write trusted-proxies=10.244.2.80,10.244.3.81 in FILE if",
      "-         | set -Drealip.trusted-proxies=10.244.2.80,10.244.3.81 or REALIP_TRUSTED_PROXIES="})
  void theProposedListIsTheOldOneAndEveryProxyThatBehavesAlike(String place, String proposed, @TempDir Path directory)
      throws IOException {
    Properties properties = new Properties();
    Map<String, String> environment = new HashMap<>();
    Path file = directory.resolve("realip.properties");
    if ("property".equals(place)) {
      properties.setProperty("realip.trusted-proxies", "192.0.2.0/24");
    } else if ("variable".equals(place)) {
      environment.put("REALIP_TRUSTED_PROXIES", "192.0.2.0/24");
    } else if ("file".equals(place) || "empty".equals(place)) {
      environment.put("REALIP_CONFIG_FILE", file.toString());
      Files.writeString(file, "# here\n" + (place.equals("file") ? "trusted-proxies=192.0.2.0/24\n" : ""));
    }
    configuration = Configuration.load(properties, environment,
        "argument".equals(place) ? "trusted-proxies=192.0.2.0/24" : null);
    for (int i = 0; i < 30; i++) {
      requests(1, 100, "10.244.2.80", "203.0.113.7", 1);
      requests(1, 100, "10.244.3.81", "203.0.113.7", 1);
      requests(1, 100, "10.244.3.99", null, 1);
    }
    assertSaid("untrusted-proxy");
    assertSays(proposed.replace("FILE", file.toString()));
  }

  @Test
  void aLongListIsNotRepeatedButAddedTo() {
    trust(IntStream.range(0, 60).mapToObj(i -> "192.0.2." + i).collect(Collectors.joining(",")));
    requests(30, 500, "10.244.2.80", "203.0.113.7", 1);
    assertSays("add 10.244.2.80 to the ");
  }

  @Test
  void nobodyIsToBeTrustedBeforeSomebodyHasLookedWhoItIs() {
    requests(30, 500, "10.244.2.80", "203.0.113.7", 1);
    String line = findings.get().get(0);
    assertTrue(line.indexOf("kubectl get pods,nodes -A -o wide") < line.indexOf("realip.trusted-proxies=")
        && line.indexOf("kubectl get pods,nodes -A -o wide") > 0, line);
    assertSays("do not trust a node's", "leave anything else untrusted");
  }

  @Test
  void theMachinesOfACdnAreProposedByItsPreset() {
    for (int i = 0; i < 30; i++) {
      requests(1, 100, "104.16.0." + i, "203.0.113.7", 1);
    }
    assertSays("machines of cloudflare, not trusted", "realip.trusted-proxies=cloudflare ");
  }

  @Test
  void aCloudsLoadBalancerComesWithThePresetsName() {
    requests(30, 500, "100.64.0.80", "203.0.113.7", 1);
    assertSays("alibaba-clb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Envoy-External-Address"})
  void anotherHeaderThanTheConfiguredOneIsNamed(String other) {
    trust("10.244.2.80");
    settings.put("headers", "X-Client=single");
    for (int i = 0; i < 30; i++) {
      request(500, "10.244.2.80", other, "203.0.113.7", "agent/1", true);
    }
    assertSaid("trusted-proxy-without-header");
    assertSays("it sends " + other + " instead", "headers=" + other);
    assertEquals(!other.equals("X-Forwarded-For"), findings.get().get(0).contains("pass on what the client sent"));
  }

  /** What cannot be read is shown as it is, made harmless, with what to do about its kind. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      // settings                              | header                    | shown                  | change
      "-                                       | unknown                   | \"unknown\"            | make the proxy"
          + " write",
      "-                                       | fe80::1%eth0              | \"fe80::1%eth0\"       | make the proxy"
          + " write",
      "-                                       | '203.0.113.7, '           | \"\"                   | make the proxy"
          + " write",
      "-                                       | '203.0.113.7, a\u001b[2Jb' | \"a\\u001b[2Jb\"        | make the proxy"
          + " write",
      "trusted-hops=2                          | 203.0.113.7               | \"203.0.113.7\"        | set"
          + " realip.trusted-hops",
      "headers=X-Forwarded-For=single          | '203.0.113.7, 10.0.0.1'   | \"203.0.113.7, 10.0.0.1\" | make the"
          + " proxy"})
  void whatTheHeaderHoldsIsSaid(String setting, String header, String shown, String change) {
    trust("10.244.2.80");
    if (!setting.equals("-")) {
      settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    requests(30, 500, "10.244.2.80", header, 4);
    assertSaid("header-without-client");
    assertSays(" has " + shown + ";", change);
    assertFalse(findings.get().get(0).contains("without X-Forwarded-For"), findings.get().get(0));
  }

  @Test
  void oneClientsJunkIsNoFinding() {
    trust("10.244.2.80");
    for (int i = 0; i < 60; i++) {
      requests(1, 500, "10.244.2.80", i % 3 == 0 ? "nonsense" : "203.0.113.7", 4);
    }
    assertSaid(null);
  }

  @Test
  void aNodeBeforeTheIngressIsToldFromALoadBalancer() {
    trust("10.244.2.80");
    requests(30, 500, "10.244.2.80", "10.244.2.1", 1);
    assertSays("change: set spec.externalTrafficPolicy: Local in the Service of the ingress; see");
    requests(30, 500, "10.244.2.80", "100.64.0.80", 1);
    assertSays("use-forwarded-headers", "forwardedHeaders.trustedIPs", "trusted_proxies");
  }

  /** A client of the node itself, and of the pod itself, look the same from within. */
  @Test
  void theInnocentCausesOfTheGatewaysAddressAreNamed() {
    requests(30, 500, "10.244.1.1", null, 1);
    assertSays("a program on the node", "this pod calls its own Service");
  }

  @Test
  void aPrivateAddressMayBeANodesOrALoadBalancers() {
    requests(30, 500, "fd00:64::80", null, 4);
    assertSays("kubectl get nodes", "a load balancer that forwards TCP");
  }

  // how often

  @Test
  void oneAddressIsSaidOnce() {
    for (int hour = 0; hour < 30; hour++) {
      requests(100, 500, "10.244.2.80", "203.0.113.7", 4);
      now += 3_600_000_000_000L;
    }
    assertEquals(1, findings.get().size());
  }

  @Test
  void anotherAddressOfItsKindIsSaidAfterAWhile() {
    requests(20, 500, "10.244.9.9", "6.6.6.6", 1); // anybody's
    for (int i = 0; i < 2 * 60 * 25; i++) {
      requests(1, 500, "10.244.2.80", "203.0.113.7", 4);
    }
    assertEquals(List.of("10.244.9.9", "10.244.2.80"),
        findings.get().stream().map(line -> line.split("[ ,]")[1]).toList());
  }

  @Test
  void anotherKindOfAddressDoesNotWait() {
    requests(20, 500, "10.244.9.9", "6.6.6.6", 1);
    requests(20, 500, "192.168.1.80", "203.0.113.7", 1);
    assertEquals(2, findings.get().size());
  }

  @Test
  void manyAddressesFillNoLogAndHideNoProxy() {
    for (int i = 0; i < 24 * 3600; i++) { // a day
      requests(1, 1000, "fd00:244:2::" + Integer.toHexString(i / 25 + 1), "6.6.6.6", 1);
      if (i % 2 == 0) {
        requests(1, 6, "fd00:244:2::80", "203.0.113.7", 1);
      }
    }
    assertTrue(findings.get().size() <= 10, findings.get().size() + " lines a day");
    assertTrue(findings.get().stream().anyMatch(line -> line.contains("fd00:244:2::80")), findings.get()::toString);
  }

  @Test
  void otherSettingsAreJudgedAnew() {
    requests(20, 500, "10.244.2.80", "203.0.113.7", 1);
    configuration = configuration.reload();
    requests(20, 500, "10.244.2.80", "203.0.113.7", 1);
    assertEquals(2, findings.get().size());
  }

  // names

  @Test
  void aNewProxyIsGivenTimeToAppearInTheNameService() {
    trust("dns:gw");
    requests(30, 3_900, "10.244.2.80", "203.0.113.7", 4);
    assertSaid(null);
    requests(10, 3_900, "10.244.2.80", "203.0.113.7", 4);
    assertSaid("untrusted-proxy");
    assertSays("(dns:gw is nobody yet)");
  }

  @Test
  void whatIsNoMatterOfNamesIsSaidAtOnce() {
    trust("dns:gw");
    requests(20, 100, "10.244.1.1", null, 4);
    assertSaid("cluster-snat");
  }

  @Test
  void aNameThatGivesAddressesOfOneFamilyIsSaidToDoSo() {
    trust("dns:gw");
    names.put("gw", List.of(Cidr.parse("10.244.2.45"), Cidr.parse("10.244.2.46")));
    requests(60, 3_900, "fd00:244:2::2d", "203.0.113.7", 4);
    assertSays("(dns:gw is 10.244.2.45, 10.244.2.46, no IPv6 address: set spec.ipFamilyPolicy: PreferDualStack");
  }

  @Test
  void aNamesOtherAddressesDoNotBeginTheCountAnew() {
    trust("10.244.2.80,dns:gw");
    for (int i = 0; i < 30; i++) {
      rules = configuration().rules(Map.of("gw", List.of(Cidr.parse("10.244.3." + i))));
      requests(1, 100, "10.244.2.80", "10.244.2.1", 1);
    }
    assertSaid("ingress-hides-client");
  }

  @Test
  void whatWasSeenUnderAnotherTrustIsForgotten() {
    trust("dns:gw");
    requests(60, 3_900, "10.244.2.80", null, 4);
    int before = findings.get().size();
    rules = configuration().rules(Map.of("gw", List.of(Cidr.parse("10.244.2.80"))));
    requests(19, 500, "10.244.2.80", null, 4);
    assertEquals(before, findings.get().size());
    requests(1, 500, "10.244.2.80", null, 4);
    assertEquals(before + 1, findings.get().size());
  }

  // whatever comes

  @Test
  void theWindowIsBoundedWhateverComes() {
    StatisticsWindow window = new StatisticsWindow(new Surroundings(true, GATEWAYS, OWN));
    for (int i = 0; i < 100_000; i++) {
      String peer = "10." + i / 62500 + "." + i / 250 % 250 + "." + i % 250;
      window.add(sample(peer, "X-Forwarded-For", "10.9.9.9", "agent/" + i, true), 1, i * 1_000_000L);
      assertTrue(window.all().size() <= StatisticsWindow.MOST, window.all().size() + " addresses");
    }
  }

  @Test
  void whatAHeaderHoldsIsMadeHarmless() {
    trust("10.244.2.80");
    for (int i = 0; i < 30; i++) {
      request(500, "10.244.2.80", "X-Forwarded-For", "${jndi:ldap://x}\r\nevil" + "x".repeat(5000), "evil/" + i, true);
    }
    assertSaid("header-without-client");
    assertTrue(findings.get().get(0).matches("[ -~]{1,900}"), findings.get().get(0));
  }

  // the words

  /** Every finding in each of its wordings: trusted list, other settings, peer, header, kinds of clients. */
  private static final String[] SITUATIONS = {
    "in a pod",
    "-                | -                              | 10.244.2.80   | X-Forwarded-For: 203.0.113.7              | 1",
    "192.0.2.7 dns:gw | -                              | 10.244.2.80   | X-Forwarded-For: 203.0.113.7              | 4",
    "-                | headers=Forwarded              | 10.244.2.80   | X-Forwarded-For: 203.0.113.7              | 1",
    "-                | -                              | 10.244.2.80   | X-Real-IP: 203.0.113.7                    | 1",
    "-                | -                              | 100.64.0.80   | X-Forwarded-For: 203.0.113.7              | 1",
    "-                | -                              | 104.16.0.9    | X-Forwarded-For: 203.0.113.7              | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: unknown                  | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: 10.0.0.1, fe80::1%eth0 | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: 203.0.113.7,             | 1",
    "10.244.2.80      | trusted-hops=2                 | 10.244.2.80   | X-Forwarded-For: 203.0.113.7              | 1",
    "10.244.2.80      | headers=X-Real-IP              | 10.244.2.80   | X-Real-IP: 203.0.113.7|6.6.6.6            | 1",
    "-                | -                              | 10.244.1.1    | -                                         | 1",
    "-                | -                              | 10.244.1.1    | X-Forwarded-For: 203.0.113.7              | 1",
    "-                | -                              | 10.244.2.0    | -                                         | 1",
    "-                | -                              | 192.168.10.12 | -                                         | 4",
    "-                | -                              | 100.64.0.80   | -                                         | 1",
    "-                | -                              | 10.244.2.10   | -                                         | 4",
    "-                | -                              | 127.0.0.6     | -                                         | 1",
    "-                | -                              | 10.0.0.9      | bare                                      | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: 10.244.2.1               | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: 100.64.0.80              | 1",
    "10.244.2.80 10.244.3.80 | -                       | 10.244.2.80   | X-Forwarded-For: 10.244.3.80              | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Forwarded-For: 192.168.10.12            | 4",
    "10.244.2.80      | -                              | 10.244.2.80   | -                                         | 1",
    "10.244.2.80      | -                              | 10.244.2.80   | X-Real-IP: 203.0.113.7                    | 1",
    "10.244.2.80      | headers=Forwarded              | 10.244.2.80   | X-Forwarded-For: 203.0.113.7              | 1",
    "on a machine",
    "-                | -                              | 127.0.0.1     | X-Forwarded-For: 203.0.113.7              | 1",
    "192.0.2.7        | -                              | 10.0.0.7      | X-Forwarded-For: 203.0.113.7              | 1",
    "-                | -                              | 192.168.10.12 | -                                         | 4",
  };

  @Test
  void theLinesAreTheseWordForWord() throws IOException {
    List<String> said = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (String situation : SITUATIONS) {
      if (!situation.contains("|")) {
        kubernetes = situation.equals("in a pod");
        said.add("# " + situation);
        continue;
      }
      String[] words = situation.split(" +\\| ");
      findings = null;
      configuration = null;
      rules = null;
      settings.clear();
      settings.put("trusted-proxies", words[0].equals("-") ? "" : words[0]);
      if (!words[1].equals("-")) {
        settings.put(words[1].split("=")[0], words[1].split("=")[1]);
      }
      names.put("gw", List.of(Cidr.parse("10.244.2.45")));
      String[] header = words[3].contains(": ") ? words[3].split(": ", 2) : new String[] {"X-Forwarded-For", null};
      for (int i = 0; i < 40; i++) {
        boolean bare = words[3].equals("bare");
        request(bare ? 100 : words[0].contains("dns:") ? 4000 : 500, words[2], header[0], header[1],
            bare ? "" : "agent/" + i % Integer.parseInt(words[4]), !bare);
      }
      assertEquals(1, findings.get().size(), situation);
      said.addAll(findings.get());
      labels.add(said());
    }
    assertEquals(Finding.values().length, labels.size(), labels.toString());
    GoldenFile.assertSame("findings.txt", said);
  }

  // the page

  @ParameterizedTest
  @EnumSource
  void everyFindingHasASectionThatItsLineLinks(Finding finding) throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "diagnosis.md"));
    assertTrue(page.contains("\n### " + finding.label() + "\n"), "no section " + finding.label());
  }

  private void trust(String list) {
    if (list != null) {
      settings.put("trusted-proxies", list);
    }
  }

  /** The labels of what was said, in its order. */
  private String said() {
    return findings.get().stream().map(line -> line.substring(0, line.indexOf(':'))).collect(Collectors.joining(","));
  }

  private void assertSaid(String expected) {
    assertEquals(expected == null ? "" : expected, said());
    for (String line : findings.get()) {
      assertTrue(line.endsWith("; see docs/diagnosis.md#" + line.substring(0, line.indexOf(':'))), line);
    }
  }

  /** Facts of the line that was said last. */
  private void assertSays(String... facts) {
    String line = findings.get().get(findings.get().size() - 1);
    for (String fact : facts) {
      assertTrue(line.contains(fact), () -> fact + " <> " + line);
    }
  }

  private void requests(int number, int millisApart, String peer, String forwardedFor, int kinds) {
    for (int i = 0; i < number; i++) {
      request(millisApart, peer, "X-Forwarded-For", forwardedFor, "agent/" + i % kinds, true);
    }
  }

  private void bare(int number, int millisApart) {
    for (int i = 0; i < number; i++) {
      request(millisApart, "100.64.0.80", "X-Forwarded-For", null, "", false);
    }
  }

  private void request(int millisLater, String peer, String header, String line, String userAgent, boolean host) {
    if (findings == null) {
      configuration();
      findings = new Findings(new ConfigurationInForce() {
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
          return names.getOrDefault(name, List.of());
        }
      }, kubernetes, new Surroundings(kubernetes, kubernetes ? GATEWAYS : List.of(), own));
    }
    now += millisLater * 1_000_000L;
    findings.observe(sample(peer, header, line, userAgent, host), 1, now);
  }

  private Configuration configuration() {
    if (configuration == null) {
      List<Layer> layers = List.of(Layer.of("test ", "the test", settings));
      configuration = Configuration.of(layers, kubernetes ? GATEWAYS : List.of());
    }
    if (rules == null) {
      rules = configuration.rules(Map.of());
    }
    return configuration;
  }

  private SampledRequest sample(String peer, String header, String line, String userAgent, boolean host) {
    configuration();
    List<String> names = SampledRequest.headersToRead(rules);
    List<List<String>> read = new ArrayList<>(Collections.nCopies(names.size(), List.of()));
    read.set(names.indexOf("Host"), host ? List.of("example.org") : List.of());
    read.set(names.indexOf("User-Agent"), userAgent.isEmpty() ? List.of() : List.of(userAgent));
    read.set(names.indexOf(header), line == null ? List.of() : List.of(line.split("\\|")));
    return new SampledRequest(rules, peer, names, read);
  }
}
