package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A real load balancer in front of one container, with all that it can send, and settings that change meanwhile. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class ProxyProtocolSendersIT extends EachCell {
  private static final String CLIENT = "203.0.113.7";
  private static final String SEEN = CLIENT + " 40000";
  private static final String HTTP_CHECK = "option httpchk GET /whoami";

  private Path settings;

  static List<Cell> cells() {
    return Cell.samplesOf("^Tomcat [^7]").stream().limit(1).map(cell -> cell.withOption(Launcher.TLS)).toList();
  }

  @Override
  Site start(Cell cell) throws Exception {
    settings = Files.createTempDirectory(Files.createDirectories(BuiltFiles.work("settings")), "proxy")
        .resolve("realip.properties");
    write("close");
    List<String> options = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent(),
        "-Drealip.config-file=" + settings, "-Drealip.log=warn"));
    Site site = cell.start(options, false);
    if (site != null) {
      site.expect(ProxyProtocolTests.LINES);
      site.expect(Pattern.compile("realip-agent: warning: .*proxy-protocol-missing in .*"));
    }
    return site;
  }

  private void write(String missing) throws Exception {
    Files.writeString(settings, "proxy-protocol=" + ProxyProtocolTests.SENDER + "\ntrusted-proxies="
        + ProxyProtocolTests.FORWARDER + "\nproxy-protocol-missing=" + missing + "\n");
  }

  @Test
  void whateverItSendsTheClientIsThePeer() throws Exception {
    String page = Files.readString(BuiltFiles.documentation("proxy-protocol.md"));
    Matcher shown = Pattern.compile("(?m)^    server app \\S+ (.*)$").matcher(page);
    assertTrue(shown.find());
    for (String words : List.of(shown.group(1), "send-proxy", "send-proxy-v2 proxy-v2-options crc32c,unique-id",
        "send-proxy-v2-ssl-cn")) {
      try (ReverseProxy balancer = balancer("", words)) {
        assertEquals(SEEN, Sender.seenThrough(balancer, CLIENT, Sender.request()), words);
        assertEquals("2001:db8::7 40000", Sender.seenThrough(balancer, "2001:db8::7", Sender.request()), words);
        // what the client writes itself is what the client sends
        assertEquals("status 400", Sender.seenThrough(balancer, CLIENT, Sender.line("TCP4 6.6.6.6 127.0.0.1 1 1"),
            Sender.request()));
      }
    }
  }

  /** They forward without TLS and with it; what the client writes itself is refused. */
  @ParameterizedTest
  @EnumSource(value = TcpProxy.class, names = {"NGINX", "ENVOY"})
  void otherProgramsThatForwardTcp(TcpProxy program) throws Exception {
    int tlsPort = Integer.parseInt(Files.readString(site.server().base().resolve(Launcher.TLS_PORT)));
    for (int version : program.versions()) {
      String words = shown(program, version);
      try (ReverseProxy plain = program.start(words, ProxyProtocolTests.SENDER, site.server().address().getPort());
          ReverseProxy tls = program.start(words, ProxyProtocolTests.SENDER, tlsPort);
          Sender client = new Sender("127.0.0.20", plain.address());
          Sender forger = new Sender("127.0.0.20", plain.address())) {
        assertEquals("127.0.0.20 " + client.port(), client.send(Sender.request()).seen());
        assertEquals("status 400", forger.send(ProxyProtocolTests.VERSION_1, Sender.request()).seen());
        assertEquals("127.0.0.20",
            TlsClient.whoami("127.0.0.20", tls.address(), "localhost").get("remoteAddr").getAsString());
      }
    }
  }

  /** It connects from 127.0.0.1, as does who looks whether the server has started. */
  @Test
  void traefik() throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "takes long: -Pall");
    try (Site other = Site.start(Picked.launch("undertow", "2.3", Jdk.current().version(), List.of(
        "-javaagent:" + BuiltFiles.agent(), "-Drealip.proxy-protocol=127.0.0.1",
        "-Drealip.proxy-protocol-missing=accept")))) {
      for (int version : TcpProxy.TRAEFIK.versions()) {
        try (ReverseProxy proxy = TcpProxy.TRAEFIK.start(shown(TcpProxy.TRAEFIK, version), "127.0.0.1",
            other.server().address().getPort())) {
          await(() -> { // it listens before it knows of any router
            try (Sender client = new Sender("127.0.0.20", proxy.address())) {
              return client.send(Sender.request()).seen().replace("127.0.0.20 " + client.port(), "the client");
            }
          }, seen -> !seen.equals("status 404"), "the client");
        }
      }
    }
  }

  /** What the page shows to switch it on. */
  private static String shown(TcpProxy program, int version) throws Exception {
    String page = Files.readString(BuiltFiles.documentation("proxy-protocol.md"));
    Matcher shown = Pattern.compile("(?ms)^### " + program + "\n.*?\n\n((    [^\n]+\n)+)", Pattern.CASE_INSENSITIVE)
        .matcher(page);
    assertTrue(shown.find(), program.toString());
    return shown.group(1).indent(-4).replaceAll("(?<=[Vv]ersion: V?)\\d", "" + version);
  }

  /** The mistake is seen at the first client, and not when somebody has forged an address. */
  @Test
  void aBalancerThatDoesNotSendItHasNoClients() throws Exception {
    try (ReverseProxy balancer = balancer("", "")) {
      assertEquals(Sender.CLOSED, Sender.seenThrough(balancer, CLIENT, Sender.request()));
    }
  }

  /** The check's port is named where it is to come without the header. */
  @Test
  void checksWithoutTheHeaderNeedASettingAndTheListChangesInTheRunningJvm() throws Exception {
    String without = "send-proxy-v2 check inter 100ms fall 1 rise 1 port " + site.server().address().getPort();
    try (ReverseProxy checks = balancer(HTTP_CHECK, "send-proxy-v2 check inter 100ms fall 1 rise 1");
        ReverseProxy balancer = balancer(HTTP_CHECK, without)) {
      await(balancer, Sender.CLOSED::equals);
      assertEquals(SEEN, Sender.seenThrough(checks, CLIENT, Sender.request()));
      write("accept");
      await(balancer, SEEN::equals);
      assertEquals(SEEN, Sender.seenThrough(checks, CLIENT, Sender.request()));
      try (Sender sender = new Sender(ProxyProtocolTests.SENDER, site.server().address())) {
        // held back until it is no header any more, and given back then
        assertTrue(sender.sendSlowly(Sender.join("\r\n".getBytes(), Sender.request())).seen()
            .startsWith(ProxyProtocolTests.SENDER + " "));
      }
    } finally {
      write("close");
    }
  }

  /** Without the protocol there would be nothing to observe; switched off, no header is read any more. */
  @Test
  void observedItIsReadAndSwitchedOffItIsNot() throws Exception {
    site.expect(Pattern.compile("realip-agent: warning: realip.mode=observe: "));
    byte[] throughAProxy = Sender.join(Sender.line("TCP4 127.0.0.20 127.0.0.1 40000 80"),
        Sender.request("X-Forwarded-For: 203.0.113.9"));
    assertTrue(seen(throughAProxy).startsWith("203.0.113.9 "));
    write("close\nmode=observe");
    await(throughAProxy, "127.0.0.20 40000"::equals); // the peer, as without the decision
    assertEquals(SEEN, seen(ProxyProtocolTests.VERSION_2, Sender.request()));
    assertEquals(Sender.CLOSED, seen(Sender.request()));
    try (Connection kept = Connection.from(ProxyProtocolTests.SENDER, site.server().address())) {
      kept.send(new String(ProxyProtocolTests.VERSION_1, StandardCharsets.ISO_8859_1));
      assertEquals(SEEN, Sender.seen(kept.get("/whoami").json()));
      write("close\nmode=off");
      await(Sender.join(ProxyProtocolTests.VERSION_2, Sender.request()), ProxyProtocolTests.REFUSED::equals);
      assertTrue(seen(Sender.request()).startsWith(ProxyProtocolTests.SENDER + " "));
      assertEquals(SEEN, Sender.seen(kept.get("/whoami").json())); // who it is of has not changed
    } finally {
      write("close");
      await(Sender.join(ProxyProtocolTests.VERSION_2, Sender.request()), SEEN::equals);
    }
  }

  /** Whatever fails in the functions that woven code calls: no wrong address, and nobody else notices. */
  @Test
  void aFaultOfOursGivesNoWrongAddress() throws Exception {
    site.expect(FaultTests.LINE);
    List<String> wrong = new ArrayList<>();
    for (String field : List.of("accepted", "reading", "source")) {
      for (String kind : List.of("throw", "overflow", "wrong")) {
        Path mark = Files.createTempFile(site.server().base(), "fault", ".mark");
        try {
          site.direct(ProxyProtocolTests.STRANGER, "/fault?field=" + field + "&kind=" + kind + "&while=" + mark);
          try (Sender sender = new Sender(ProxyProtocolTests.SENDER, site.server().address());
              Sender stranger = new Sender(ProxyProtocolTests.STRANGER, site.server().address())) {
            String seen = sender.send(ProxyProtocolTests.VERSION_1, Sender.request()).seen();
            if (!List.of(SEEN, Sender.CLOSED, ProxyProtocolTests.REFUSED).contains(seen)) {
              wrong.add(field + " " + kind + ": " + seen);
            }
            assertEquals(ProxyProtocolTests.STRANGER + " " + stranger.port(), stranger.send(Sender.request()).seen(),
                field + " " + kind);
          }
        } finally {
          Files.delete(mark);
          site.direct(ProxyProtocolTests.STRANGER, "/fault?reset=true");
        }
        try (Sender sender = new Sender(ProxyProtocolTests.SENDER, site.server().address())) {
          assertEquals(SEEN, sender.send(ProxyProtocolTests.VERSION_1, Sender.request()).seen(), "after " + field);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Its clients say in a PROXY line who they are, so that they may have any address. */
  private ReverseProxy balancer(String backend, String words) throws Exception {
    Installed.proxy(ReverseProxy.Kind.HAPROXY);
    return TcpLoadBalancer.start(
        ReverseProxy.Setup.proxyProtocol(ProxyProtocolTests.SENDER, site.server().address()), backend, words);
  }

  /** What the load balancer sees that sends this. */
  private String seen(byte[]... parts) throws Exception {
    try (Sender sender = new Sender(ProxyProtocolTests.SENDER, site.server().address())) {
      return sender.send(parts).seen();
    }
  }

  private void await(byte[] sent, Predicate<String> wanted) throws Exception {
    await(() -> seen(sent), wanted, null);
  }

  private static void await(ReverseProxy balancer, Predicate<String> wanted) throws Exception {
    await(() -> Sender.seenThrough(balancer, CLIENT, Sender.request()), wanted, null);
  }

  private static void await(Callable<String> question, Predicate<String> wanted, String right) throws Exception {
    String seen = "nothing";
    for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; Thread.sleep(100)) {
      seen = question.call();
      if (wanted.test(seen)) {
        assertEquals(right == null ? seen : right, seen);
        return;
      }
    }
    throw new AssertionError("it is still " + seen);
  }
}
