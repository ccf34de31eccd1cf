package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent says, and offers over JMX, about addresses that do not arrive. */
class DiagnosisIT {
  private static final ObjectName NAME = name("io.github.realip:type=RealIp");
  private static final Pattern SETTING = Pattern.compile("-D(realip\\.trusted-proxies=\\S+)");

  static Stream<Container> onePerLauncher() {
    return Matrix.containers().stream().filter(c -> c.version().startsWith("11.0") && c.launcher().equals("tomcat")
        || c.option().equals("ee10") || c.launcher().equals("undertow") && c.api().equals("jakarta"));
  }

  @ParameterizedTest
  @MethodSource("onePerLauncher")
  void anUntrustedProxyIsNamedOnceWithTheSettingThatHelps(Container container) throws Exception {
    String setting;
    try (Site site = Site.start(launch(container))) {
      for (int i = 0; i < 200 && findings(site).isEmpty(); i++) {
        assertEquals(Site.PROXY, site.proxied("203.0.113.7", "/whoami").address());
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(Site.PROXY, site.proxied("203.0.113.8", "/whoami").address());
      }
      List<String> findings = findings(site);
      assertEquals(1, findings.size(), site.server().process()::log);
      assertTrue(findings.get(0).startsWith("realip-agent: finding untrusted-proxy: 127.0.0.10, "), findings.get(0));
      assertTrue(findings.get(0).contains("X-Forwarded-For in 20 of 20 requests"), findings.get(0));
      assertTrue(findings.get(0).endsWith("docs/diagnosis.md#untrusted-proxy"), findings.get(0));
      Matcher matcher = SETTING.matcher(findings.get(0));
      assertTrue(matcher.find(), findings.get(0));
      setting = matcher.group(1);
    }
    try (Site site = Site.start(launch(container, "-D" + setting))) {
      for (int i = 0; i < 50; i++) {
        assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami").address());
      }
      assertEquals(List.of(), findings(site));
    }
  }

  @Test
  void aListThatLacksTheProxyIsProposedWhole() throws Exception {
    try (Site site = Site.start(launch(undertow(), "-Drealip.trusted-proxies=192.0.2.0/24, 127.0.0.11"))) {
      untilFound(site, "203.0.113.7");
      assertTrue(findings(site).get(0).contains(
          "set -Drealip.trusted-proxies=192.0.2.0/24,127.0.0.11,127.0.0.10 "), findings(site)::toString);
    }
  }

  /** The operator sees the header in his dump of the network; who says that it is not there is not believed again. */
  @Test
  void aHeaderThatNamesNobodyIsShownAsItIs() throws Exception {
    try (Site site = Site.start(launch(undertow(), "-Drealip.trusted-proxies=127.0.0.10"))) {
      for (int i = 0; i < 200 && findings(site).isEmpty(); i++) {
        assertEquals(Site.PROXY, site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: fe80::1%eth0",
            "User-Agent: curl/8").address());
      }
      assertEquals(1, findings(site).size());
      assertTrue(findings(site).get(0).startsWith("realip-agent: finding header-without-client: "));
      assertTrue(findings(site).get(0).contains(" has \"fe80::1%eth0\";"), findings(site)::toString);
    }
  }

  @Test
  void whoWantsToHearOfErrorsAloneHearsNoFinding() throws Exception {
    try (Site site = Site.start(launch(undertow(), "-Drealip.log=error"))) {
      for (int i = 0; i < 60; i++) {
        site.proxied("203.0.113.7", "/whoami");
      }
      assertEquals(List.of(), findings(site));
    }
  }

  @Test
  void strayRequestsAndClientsThatComeStraightAreNoFinding() throws Exception {
    try (Site site = Site.start(launch(undertow()))) {
      for (int i = 0; i < 60; i++) {
        site.direct("127.0.0.66", "/whoami", "User-Agent: curl/8." + i);
      }
      for (int i = 0; i < 15; i++) {
        site.direct("127.0.0.67", "/whoami", "X-Forwarded-For: 198.51.100.1");
      }
      assertEquals(List.of(), findings(site));
    }
  }

  @ParameterizedTest
  @MethodSource("onePerLauncher")
  void withoutAListTheContainersOwnForwardingIsInCharge(Container container) throws Exception {
    List<String> options = List.of("-javaagent:" + BuiltFiles.agent());
    try (Site site = Site.start(new Launch(container, Jdk.current(), options, true))) {
      for (int i = 0; i < 30; i++) {
        JsonObject seen = site.proxied("203.0.113.7", "/whoami", "X-Forwarded-Proto: https").json();
        assertEquals("203.0.113.7", seen.get("remoteAddr").getAsString());
        assertEquals("https", seen.get("scheme").getAsString());
        assertEquals("198.51.100.1", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      }
    }
  }

  /** Undertow refuses the bytes without asking anybody for the peer, so that nothing can notice; docs/diagnosis.md. */
  @ParameterizedTest
  @MethodSource("onePerLauncher")
  void bytesOfTheProxyProtocolAreNoticedWhereTheAccessLogAsks(Container container) throws Exception {
    try (Site site = Site.start(launch(container))) {
      for (int i = 0; i < 60 && findings(site).isEmpty(); i++) {
        try (Connection connection = Connection.behalf("203.0.113.7", site.server().address())) {
          assertEquals(400, connection.get("/whoami", "User-Agent: curl/8").status());
        }
        Thread.sleep(10); // what comes closer together counts once
      }
      assertEquals(container.launcher().equals("undertow") ? 0 : 1, findings(site).size(), findings(site)::toString);
      assertTrue(findings(site).stream().allMatch(line -> line.contains("finding proxy-protocol: ")
          && line.contains(" 127.0.0.1 ")), findings(site)::toString);
    }
  }

  @Test
  void switchedOffItIsSilentAndOffersNothing() throws Exception {
    try (Site site = Site.start(launch(undertow(), "-Drealip.diagnose=false", "-Drealip.trusted-proxies=127.0.0.11"))) {
      for (int i = 0; i < 60; i++) {
        assertEquals(Site.PROXY, site.proxied("203.0.113.7", "/whoami").address());
      }
      assertEquals(List.of(), findings(site));
      try (JMXConnector jmx = connect(site)) {
        assertFalse(jmx.getMBeanServerConnection().isRegistered(NAME));
      }
    }
  }

  @Test
  void theNumbersAreOfferedOverJmx() throws Exception {
    try (Site site = Site.start(launch(container("tomcat"), "-Drealip.trusted-proxies=127.0.0.10"))) {
      site.proxied("203.0.113.7", "/whoami");
      site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1");
      site.direct("127.0.0.10", "/whoami");
      try (JMXConnector jmx = connect(site)) {
        MBeanServerConnection server = jmx.getMBeanServerConnection();
        awaitRegistration(server);

        assertTrue(count(server, "FIRST_UNTRUSTED_HOP") > 0);
        assertTrue(count(server, "UNTRUSTED_PEER") > 0);
        assertTrue(count(server, "NO_HEADER") > 0);
        assertEquals(0, count(server, "MALFORMED_HOP"));
        assertEquals("127.0.0.10", value(server, "Configuration", "trusted-proxies"));
        assertEquals("rewriting is on: trusts 127.0.0.10; reads X-Forwarded-For; settings from system properties",
            server.getAttribute(NAME, "Summary"));
        assertEquals(0, ((String[]) server.getAttribute(NAME, "Findings")).length);

        assertEquals(0, ((String[]) server.getAttribute(NAME, "RecentDecisions")).length);
        server.setAttribute(NAME, new Attribute("Recording", true));
        for (int i = 0; i < 40; i++) {
          site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: \u00e9" + i);
        }
        String[] decisions = (String[]) server.getAttribute(NAME, "RecentDecisions");
        assertEquals(16, decisions.length);
        assertTrue(decisions[15].endsWith(", answer 203.0.113.7, reason FIRST_UNTRUSTED_HOP"), decisions[15]);
        assertTrue(decisions[15].startsWith("peer 127.0.0.10, X-Forwarded-For: "), decisions[15]);
        assertFalse(String.join("", decisions).contains("\u00e9"), () -> Arrays.toString(decisions));
        server.setAttribute(NAME, new Attribute("Recording", false));
        assertEquals(0, ((String[]) server.getAttribute(NAME, "RecentDecisions")).length);
      }
    }
  }

  /** Whoever uses JMX first decides which MBean server the JVM gets; Jetty, as it comes, leaves that to others. */
  @Test
  void jmxIsLeftAloneUntilThereAreRequests() throws Exception {
    Path log = Directories.fresh(BuiltFiles.work("diagnosis")).resolve("classes.log");
    try (Site site = Site.start(launch(container("jetty"), "-Xlog:class+load:file=" + log))) {
      List<String> loaded = List.of();
      for (int i = 0; i < 200 && loaded.stream().noneMatch(line -> line.contains("javax.management.StandardMBean "));
          i++) {
        Thread.sleep(50);
        loaded = Files.readAllLines(log);
      }
      // Jetty knows the interfaces of JMX; the other two come with a server, and by then a request has been looked at
      List<String> order = loaded.stream().map(line -> line.replaceAll(".*\\] (\\S+) source: .*", "$1"))
          .filter(List.of("io.github.realip.observe.Management$1", "javax.management.MBeanServerFactory",
              "javax.management.MBeanServerDelegate")::contains)
          .toList();
      assertEquals(List.of("io.github.realip.observe.Management$1", "javax.management.MBeanServerFactory",
          "javax.management.MBeanServerDelegate"), order);
    }
  }

  @Test
  void aFloodOfPeersAndHeadersTakesNoMemory() throws Exception {
    try (Site site = Site.start(launch(undertow(), "-Drealip.trusted-proxies=127.0.0.10"))) {
      for (int i = 0; i < 2000; i++) {
        site.direct("127.1." + i / 250 + "." + (i % 250 + 1), "/whoami", "X-Forwarded-For: 198.51.100.1");
      }
      try (Connection proxy = site.connect(Site.PROXY)) {
        for (int i = 0; i < 100_000; i++) {
          proxy.get("/whoami", "X-Forwarded-For: 10." + i / 62500 + "." + i / 250 % 250 + "." + i % 250,
              "User-Agent: flood/" + i);
        }
      }
      try (JMXConnector jmx = connect(site)) {
        String histogram = (String) jmx.getMBeanServerConnection().invoke(
            name("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram", new Object[] {new String[0]},
            new String[] {String[].class.getName()});
        Matcher statistics = Pattern.compile("(\\d+) +(\\d+) +io\\.github\\.realip\\.findings\\.PeerStatistics\\s")
            .matcher(histogram);
        assertTrue(statistics.find(), histogram);
        int pieces = Integer.parseInt(statistics.group(1));
        assertTrue(pieces > 0 && pieces <= 128, pieces + " addresses");
      }
    }
  }

  private static void untilFound(Site site, String client) throws Exception {
    for (int i = 0; i < 200 && findings(site).isEmpty(); i++) {
      site.proxied(client, "/whoami");
    }
  }

  private static List<String> findings(Site site) {
    return site.server().process().stderr().lines().filter(line -> line.contains("finding ")).toList();
  }

  private static Container undertow() {
    return container("undertow");
  }

  private static Container container(String launcher) {
    return onePerLauncher().filter(container -> container.launcher().equals(launcher)).findFirst().orElseThrow();
  }

  private static Launch launch(Container container, String... options) {
    return new Launch(container, Jdk.current(),
        Stream.concat(Stream.of("-javaagent:" + BuiltFiles.agent()), Stream.of(options)).toList(), false);
  }

  private static JMXConnector connect(Site site) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(site.server().process().pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  private static void awaitRegistration(MBeanServerConnection server) throws Exception {
    for (int i = 0; i < 200 && !server.isRegistered(NAME); i++) {
      Thread.sleep(50);
    }
  }

  private static long count(MBeanServerConnection server, String reason) throws Exception {
    return (Long) value(server, "DecisionsByReason", reason);
  }

  private static Object value(MBeanServerConnection server, String attribute, String key) throws Exception {
    CompositeData row = ((TabularData) server.getAttribute(NAME, attribute)).get(new Object[] {key});
    return Optional.ofNullable(row).orElseThrow().get("value");
  }

  private static ObjectName name(String name) {
    try {
      return new ObjectName(name);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
