package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own HTTP server, which is in every JVM and in most of them serves nobody, or an exporter. */
class HttpServerIT {
  private static final Path WORK = BuiltFiles.work("httpserver");
  /** What is not in the one package that each JVM sees. */
  private static final Pattern OF_THE_WEAVER = Pattern.compile("io\\.github\\.realip\\.(?!httpserver)[a-z]|\\$RealIp");
  private static final String EXCHANGE = "sun.net.httpserver.ExchangeImpl";

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 27})
  void nothingOfTheWeaverIsThereBeforeTheFirstRequest(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "the JDK's HTTP server");
    int port = Ports.free();
    List<String> line = List.of(jdk.tool("java").toString(), "-verbose:class",
        "-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=127.0.0.10",
        "-classpath", BuiltFiles.server("httpserver").toString(), "io.github.realip.httpserver.JdkServer", "" + port);
    try (ChildProcess jvm = ChildProcess.start(Directories.fresh(WORK.resolve("before-" + java)), Map.of(), line)) {
      await(jvm, "ready");
      String before = jvm.stdout();
      assertTrue(before.contains("sun.net.httpserver.ServerImpl"), "the server itself is not there");
      assertFalse(before.contains(EXCHANGE), "it has an exchange before anybody has asked");
      assertFalse(OF_THE_WEAVER.matcher(before).find(),
          () -> before.lines().filter(each -> OF_THE_WEAVER.matcher(each).find()).toList().toString());

      assertEquals("203.0.113.7", ask(port));
      await(jvm, "io.github.realip.runtime.Weaver");
      assertTrue(jvm.stderr().contains("rewriting is on in the JDK's HttpServer (" + EXCHANGE + ")"), jvm::log);
      assertEquals(1, jvm.stderr().lines().count(), jvm::log);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 27})
  void filtersHandlersAndTlsSeeTheSame(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "the JDK's HTTP server");
    Container server = Matrix.containers().stream().filter(each -> each.launcher().equals("httpserver")).findFirst()
        .orElseThrow().withOption(Launcher.TLS);
    try (Site site = Site.start(new Launch(server, jdk, Site.agent("127.0.0.10"), false))) {
      Connection.Response response = site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7");
      assertEquals("203.0.113.7", response.address());
      assertTrue(response.headers().contains("x-filter-saw: 203.0.113.7"), response::toString);

      JsonObject changed = site.direct(Site.PROXY, "/changed", "X-Forwarded-For: 203.0.113.7").json();
      assertEquals(java < 17, changed.get("changed").getAsBoolean()); // since then the lists are read-only
      assertEquals("203.0.113.7", changed.get("remoteAddr").getAsString());

      InetSocketAddress tls = new InetSocketAddress("127.0.0.1",
          Integer.parseInt(Files.readString(site.server().base().resolve(Launcher.TLS_PORT))));
      for (String peer : List.of(Site.PROXY, "127.0.0.66")) {
        JsonObject seen = TlsClient.whoami(peer, tls, "localhost", "X-Forwarded-For: 198.51.100.1, 203.0.113.7");
        assertEquals(peer.equals(Site.PROXY) ? "203.0.113.7" : peer, seen.get("remoteAddr").getAsString());
        assertEquals("https", seen.get("scheme").getAsString());
      }
      String half = halfOverTls(tls);
      assertTrue(half.isEmpty() || half.contains("X-filter-saw: " + Site.PROXY + "\r\n"), half);
      site.assertQuiet();
    }
  }

  /** What is answered to a head that ends with its connection. */
  private static String halfOverTls(InetSocketAddress server) throws Exception {
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(InetAddress.getByName(Site.PROXY), 0));
      plain.connect(server);
      SSLSocket tls = TlsClient.over(plain, "localhost", "http/1.1");
      tls.getOutputStream().write("GET /whoami HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\nX-Pad: a"
          .getBytes(StandardCharsets.US_ASCII));
      tls.shutdownOutput();
      return new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String ask(int port) throws Exception {
    try (Connection connection = Connection.from(Site.PROXY, new InetSocketAddress("127.0.0.1", port))) {
      return connection.get("/address", "X-Forwarded-For: 203.0.113.7").body();
    }
  }

  private static void await(ChildProcess jvm, String words) throws InterruptedException {
    for (int i = 0; i < 1200 && jvm.isAlive(); i++) {
      if (jvm.stdout().contains(words)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no " + words + "\n" + jvm.log());
  }
}
