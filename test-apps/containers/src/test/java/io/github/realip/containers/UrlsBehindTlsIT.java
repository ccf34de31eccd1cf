package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The lines of docs/urls-behind-tls.md, in nginx and HAProxy that end TLS in front of Tomcat; and none of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UrlsBehindTlsIT {
  /** What a client sends to be believed. */
  private static final String[] FORGED = {"X-Forwarded-For: 198.51.100.1", "X-Forwarded-Proto: http",
      "X-Forwarded-Host: evil.example", "X-Forwarded-Port: 1", "Forwarded: for=198.51.100.1;host=evil.example"};
  private static final String HOST = "www.example.com";

  private List<String> page;
  private Container container;
  private Jdk jdk;
  private Site site;

  @BeforeAll
  void start() throws Exception {
    page = Files.readAllLines(BuiltFiles.documentation("urls-behind-tls.md")).stream()
        .filter(line -> line.startsWith("    ")).map(String::strip).toList();
    Cell cell = Cell.all().stream().filter(each -> each.toString().startsWith("Tomcat 9") && each.java() == 17)
        .findFirst().orElseThrow();
    container = cell.container();
    jdk = Installed.jdk(17, "URLs behind TLS");
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.add("-D" + line("realip.rewrite=proto,host"));
    options.add("-D" + line("realip.allowed-hosts=").replace(" ", ""));
    site = Site.start(new Launch(container, jdk, options, false));
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void nginx() throws Exception {
    try (ReverseProxy proxy = nginx(site, "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        line("proxy_set_header X-Forwarded-Proto $scheme;"), line("proxy_set_header Host $host;"))) {
      assertSeen("https true " + HOST + " 443", TlsClient.whoami("127.0.0.20", proxy.address(), HOST));
      assertSeen("https true " + HOST + " 443", TlsClient.whoami("127.0.0.20", proxy.address(), HOST, FORGED));
    }
  }

  /** The lines of its template; it sets all three, nginx by itself only what it is told. */
  @Test
  void ingressNginxAndWhatAPortBehindNginxIsWorth() throws Exception {
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.addAll(List.of("-Drealip.rewrite=proto,host,port", "-Drealip.allowed-hosts=*.example.com"));
    try (Site other = Site.start(new Launch(container, jdk, options, false));
        ReverseProxy ingress = nginx(other, "proxy_set_header Host $http_host;",
            "proxy_set_header X-Real-IP $remote_addr;", "proxy_set_header X-Forwarded-For $remote_addr;",
            "proxy_set_header X-Forwarded-Host $http_host;",
            "proxy_set_header X-Forwarded-Port $server_port;", "proxy_set_header X-Forwarded-Proto $scheme;",
            "proxy_set_header X-Forwarded-Scheme $scheme;", "proxy_set_header X-Scheme $scheme;");
        ReverseProxy plain = nginx(other, "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
            line("proxy_set_header X-Forwarded-Proto $scheme;"), line("proxy_set_header Host $host;"))) {
      int port = ingress.address().getPort();
      assertSeen("https true " + HOST + " " + port, TlsClient.whoami("127.0.0.20", ingress.address(), HOST));
      assertSeen("https true " + HOST + " " + port, TlsClient.whoami("127.0.0.20", ingress.address(), HOST, FORGED));
      assertSeen("https true " + HOST + " 443", TlsClient.whoami("127.0.0.20", plain.address(), HOST));
      assertSeen("https true " + HOST + " 1", TlsClient.whoami("127.0.0.20", plain.address(), HOST, FORGED));
    }
  }

  /** nginx that ends TLS in front of a server, with these lines. */
  private ReverseProxy nginx(Site behind, String... lines) throws Exception {
    Installed.proxy(ReverseProxy.Kind.NGINX);
    Path directory = ProxyProcess.directory("nginx");
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Ports.free());
    Path pem = Certificate.pem(jdk, directory, HOST);
    Files.writeString(directory.resolve("nginx.conf"), Nginx.PREAMBLE + """
          server {
            listen %s:%d ssl;
            ssl_certificate %s;
            ssl_certificate_key %s;
            location / {
              proxy_pass http://%s:%d;
              proxy_bind %s;
              %s
            }
          }
        }
        """.formatted(address.getHostString(), address.getPort(), pem, pem, behind.server().address().getHostString(),
        behind.server().address().getPort(), Site.PROXY, String.join("\n      ", lines)));
    return ProxyProcess.start(directory, address,
        List.of(ReverseProxy.Kind.NGINX.path().toString(), "-p", directory + "/", "-c", "nginx.conf"));
  }

  @Test
  void haproxy() throws Exception {
    Installed.proxy(ReverseProxy.Kind.HAPROXY);
    Path directory = ProxyProcess.directory("haproxy");
    InetSocketAddress tls = new InetSocketAddress("127.0.0.1", Ports.free());
    InetSocketAddress plain = new InetSocketAddress("127.0.0.1", Ports.free());
    Files.writeString(directory.resolve("haproxy.cfg"), """
        defaults
          mode http
          timeout connect 10s
          timeout client 60s
          timeout server 60s
          option forwardfor
        frontend clients
          bind %s:%d ssl crt %s
          bind %s:%d
          %s
          default_backend server
        backend server
          server server %s:%d source %s
        """.formatted(tls.getHostString(), tls.getPort(), Certificate.pem(jdk, directory, HOST), plain.getHostString(),
        plain.getPort(), page.stream().filter(line -> line.startsWith("http-request set-header"))
            .collect(Collectors.joining("\n  ")), site.server().address().getHostString(),
        site.server().address().getPort(), Site.PROXY));
    try (ReverseProxy proxy = ProxyProcess.start(directory, tls,
            List.of(ReverseProxy.Kind.HAPROXY.path().toString(), "-db", "-f", "haproxy.cfg"));
        Connection http = Connection.from("127.0.0.20", plain)) {
      assertSeen("https true " + HOST + " 443", TlsClient.whoami("127.0.0.20", proxy.address(), HOST));
      assertSeen("https true " + HOST + " 443", TlsClient.whoami("127.0.0.20", proxy.address(), HOST, FORGED));
      assertSeen("http false example.org 80", http.get("/whoami", "X-Forwarded-Proto: https").json());
    }
  }

  @Test
  void withTheAddressAloneNothingMoreIsWoven() throws Exception {
    assertEquals(Set.of("org.apache.catalina.connector.CoyoteAdapter", "org.apache.catalina.connector.Request",
        "org.apache.coyote.http11.Http11InputBuffer"), woven("address"));
    assertTrue(woven("proto").contains("org.apache.catalina.realm.RealmBase"));
  }

  /** The classes that are woven when a request has been answered. */
  private Set<String> woven(String rewrite) throws Exception {
    List<String> options = List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=" + Site.PROXY,
        "-Drealip.rewrite=" + rewrite, "-Drealip.log=debug");
    try (Site other = Site.start(new Launch(container, jdk, options, false))) {
      other.direct(Site.PROXY, "/whoami", FORGED);
      return other.server().process().stderr().lines().filter(line -> line.contains("woven: "))
          .map(line -> line.substring(line.indexOf("woven: ") + 7)).collect(Collectors.toSet());
    }
  }

  @Test
  void everySettingOfThePageIsOne() throws Exception {
    Path jar = BuiltFiles.agent();
    for (String setting : page.stream().filter(line -> line.startsWith("realip.")).toList()) {
      Process check = new ProcessBuilder(jdk.tool("java").toString(), "-jar", jar.toString(), "check",
          "--trusted-proxies=10.0.0.7", "-D" + setting).redirectErrorStream(true).start();
      String said = new String(check.getInputStream().readAllBytes());
      assertTrue(check.waitFor() == 0 && !said.contains("error:"), setting + "\n" + said);
    }
  }

  private String line(String start) throws IOException {
    return page.stream().filter(each -> each.startsWith(start)).findFirst()
        .orElseThrow(() -> new IOException("the page does not say " + start));
  }

  private static void assertSeen(String expected, JsonObject seen) {
    assertEquals(expected, seen.get("scheme").getAsString() + ' ' + seen.get("secure").getAsBoolean() + ' '
        + seen.get("serverName").getAsString() + ' ' + seen.get("serverPort").getAsInt());
    assertEquals("127.0.0.20", seen.get("remoteAddr").getAsString());
  }
}
