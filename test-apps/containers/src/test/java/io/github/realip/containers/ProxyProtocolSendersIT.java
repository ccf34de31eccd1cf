package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    return Cell.samplesThatReadProxyProtocol().stream().filter(cell -> cell.container().name().equals("Tomcat"))
        .limit(1).toList();
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
      try (TcpLoadBalancer balancer = TcpLoadBalancer.start(site.server().address(), "", words)) {
        assertEquals(SEEN, balancer.seen(CLIENT, Sender.request()), words);
        assertEquals("2001:db8::7 40000", balancer.seen("2001:db8::7", Sender.request()), words);
        // what the client writes itself is what the client sends
        assertEquals("status 400", balancer.seen(CLIENT, Sender.line("TCP4 6.6.6.6 127.0.0.1 1 1"), Sender.request()));
      }
    }
  }

  /** The mistake is seen at the first client, and not when somebody has forged an address. */
  @Test
  void aBalancerThatDoesNotSendItHasNoClients() throws Exception {
    try (TcpLoadBalancer balancer = TcpLoadBalancer.start(site.server().address(), "", "")) {
      assertEquals(Sender.CLOSED, balancer.seen(CLIENT, Sender.request()));
    }
  }

  /** The check's port is named where it is to come without the header. */
  @Test
  void checksWithoutTheHeaderNeedASettingAndTheListChangesInTheRunningJvm() throws Exception {
    String without = "send-proxy-v2 check inter 100ms fall 1 rise 1 port " + site.server().address().getPort();
    try (TcpLoadBalancer checks = TcpLoadBalancer.start(site.server().address(), HTTP_CHECK,
        "send-proxy-v2 check inter 100ms fall 1 rise 1");
        TcpLoadBalancer balancer = TcpLoadBalancer.start(site.server().address(), HTTP_CHECK, without)) {
      await(balancer, Sender.CLOSED::equals);
      assertEquals(SEEN, checks.seen(CLIENT, Sender.request()));
      write("accept");
      await(balancer, SEEN::equals);
      assertEquals(SEEN, checks.seen(CLIENT, Sender.request()));
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

  private static void await(TcpLoadBalancer balancer, Predicate<String> wanted) throws Exception {
    String seen = "nothing";
    for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; Thread.sleep(100)) {
      seen = balancer.seen(CLIENT, Sender.request());
      if (wanted.test(seen)) {
        return;
      }
    }
    throw new AssertionError("it is still " + seen);
  }
}
