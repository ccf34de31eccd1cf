package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
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
    return Cell.samplesOf("^Tomcat [^7]").stream().limit(1).toList();
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
    Files.writeString(settings, "proxy-protocol=" + ProxyProtocolTests.SENDER + "\nproxy-protocol-missing=" + missing
        + "\n");
  }

  @Test
  void whateverItSendsTheClientIsThePeer() throws Exception {
    String page = Files.readString(BuiltFiles.documentation("proxy-protocol.md"));
    Matcher shown = Pattern.compile("(?m)^    server app \\S+ (.*)$").matcher(page);
    assertTrue(shown.find());
    for (String words : List.of(shown.group(1), "send-proxy", "send-proxy-v2 proxy-v2-options crc32c,unique-id",
        "send-proxy-v2-ssl-cn")) {
      try (ReverseProxy balancer = balancer("", words)) {
        assertEquals(SEEN, seen(balancer, CLIENT, Sender.request()), words);
        assertEquals("2001:db8::7 40000", seen(balancer, "2001:db8::7", Sender.request()), words);
        // what the client writes itself is what the client sends
        assertEquals("status 400", seen(balancer, CLIENT, Sender.line("TCP4 6.6.6.6 127.0.0.1 1 1"), Sender.request()));
      }
    }
  }

  /** The mistake is seen at the first client, and not when somebody has forged an address. */
  @Test
  void aBalancerThatDoesNotSendItHasNoClients() throws Exception {
    try (ReverseProxy balancer = balancer("", "")) {
      assertEquals(Sender.CLOSED, seen(balancer, CLIENT, Sender.request()));
    }
  }

  /** The check's port is named where it is to come without the header. */
  @Test
  void checksWithoutTheHeaderNeedASettingAndTheListChangesInTheRunningJvm() throws Exception {
    String without = "send-proxy-v2 check inter 100ms fall 1 rise 1 port " + site.server().address().getPort();
    try (ReverseProxy checks = balancer(HTTP_CHECK, "send-proxy-v2 check inter 100ms fall 1 rise 1");
        ReverseProxy balancer = balancer(HTTP_CHECK, without)) {
      await(balancer, Sender.CLOSED::equals);
      assertEquals(SEEN, seen(checks, CLIENT, Sender.request()));
      write("accept");
      await(balancer, SEEN::equals);
      assertEquals(SEEN, seen(checks, CLIENT, Sender.request()));
      try (Sender sender = new Sender(ProxyProtocolTests.SENDER, site.server().address())) {
        // held back until it is no header any more, and given back then
        assertTrue(sender.sendSlowly(Sender.join("\r\n".getBytes(), Sender.request())).seen()
            .startsWith(ProxyProtocolTests.SENDER + " "));
      }
    } finally {
      write("close");
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

  /** What a client sees that sends this, {@code ADDRESS PORT}, a status or that it is closed. */
  private static String seen(ReverseProxy balancer, String client, byte[]... parts) throws IOException {
    try (Sender sender = new Sender("127.0.0.1", balancer.address())) {
      String family = client.contains(":") ? "TCP6 " + client + " ::1" : "TCP4 " + client + " 127.0.0.1";
      return sender.send(Sender.line(family + " 40000 80"), Sender.join(parts)).seen();
    }
  }

  private static void await(ReverseProxy balancer, Predicate<String> wanted) throws Exception {
    String seen = "nothing";
    for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; Thread.sleep(100)) {
      seen = seen(balancer, CLIENT, Sender.request());
      if (wanted.test(seen)) {
        return;
      }
    }
    throw new AssertionError("it is still " + seen);
  }
}
