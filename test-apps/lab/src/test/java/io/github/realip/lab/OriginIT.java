package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.Certificate;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What ends TLS in front of an application, each in a network of its own: HAProxy as a load balancer outside, nginx and
 * ingress-nginx as pods, with the lines of docs/urls-behind-tls.md. The application's port is 8080 and its scheme http.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginIT {
  private static final String TRUSTED = "trusted-proxies={lb}," + Host.POD_A.address(Family.IPV4) + ","
      + Host.POD_B.address(Family.IPV4) + "; allowed-hosts=*.example; rewrite=";
  private static final List<App> APPS = List.of(new App(0, "shop", "undertow 2.3", TRUSTED + "proto,host"),
      new App(1, "ports", "tomcat 10.1", TRUSTED + "proto,host,port"));

  private final List<ChildProcess> proxies = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private Cluster cluster;
  private List<String> page;

  @BeforeAll
  void bringUp() throws Exception {
    Needed.tools(Tools.lacking());
    page = Files.readAllLines(BuiltFiles.documentation("urls-behind-tls.md")).stream()
        .filter(line -> line.startsWith("    ")).map(String::strip).toList();
    cluster = Cluster.start(PodNetwork.HOST_GATEWAY, APPS);
    Path directory = cluster.directory();
    Path pem = Certificate.pem(Jdk.current(), Files.createTempDirectory(directory, "tls"), "shop.example");
    start(Host.LB, "haproxy", "haproxy", "-db", "-f", Files.writeString(directory.resolve("origin.cfg"),
        haProxy(pem)).toString());
    start(Host.POD_A, "ingress", nginx(directory.resolve("origin-ingress"), Ingress.configuration(APPS)
        .replaceFirst("(?m)^listen 9000;$", tls(pem))));
    start(Host.POD_B, "plain", nginx(directory.resolve("origin-plain"), plain(pem)));
    for (App app : APPS) {
      pods.add(Pod.start(cluster, app));
    }
  }

  @AfterAll
  void takeDown() {
    pods.forEach(Pod::close);
    proxies.forEach(ChildProcess::close);
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Who sets X-Forwarded-Port on every request can be believed; from the others the client chooses it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # in front | application | what the client sends | what the application sees
      haproxy | shop  |                                    | https true shop.example 443
      haproxy | shop  | Host: evil.test ~ Port: 1          | https true shop.example 443
      haproxy | shop  | Proto: http ~ Host: evil.test:81   | https true shop.example 443
      haproxy | ports |                                    | https true ports.example 443
      haproxy | ports | Port: 1                            | https true ports.example 1
      plain   | shop  |                                    | https true shop.example 443
      plain   | shop  | Proto: http ~ Host: evil.test ~ Port: 1 | https true shop.example 443
      plain   | ports | Port: 1                            | https true ports.example 1
      ingress | shop  |                                    | https true shop.example 443
      ingress | shop  | Proto: http ~ Host: evil.test ~ Port: 1 | https true shop.example 443
      ingress | ports | Proto: http ~ Host: evil.test ~ Port: 1 | https true ports.example 443
      """)
  void whatTheApplicationSees(String inFront, String app, String sent, String seen) throws Exception {
    Host client = switch (inFront) {
      case "haproxy" -> Host.CLIENT;
      case "plain" -> Host.NODE2;
      default -> Host.NODE1;
    };
    String address = switch (inFront) {
      case "haproxy" -> Vip.PROXY.address(Family.IPV4);
      case "plain" -> Host.POD_B.address(Family.IPV4);
      default -> Host.POD_A.address(Family.IPV4);
    };
    String host = app + ".example";
    List<String> curl = new ArrayList<>(List.of("curl", "--silent", "--insecure", "--noproxy", "*", "--max-time", "60",
        "--resolve", host + ":443:" + address, "--header", "X-Forwarded-For: " + Host.FORGED.address(Family.IPV4)));
    if (sent != null) {
      for (String line : sent.split(" ~ ")) {
        curl.addAll(List.of("--header", "X-Forwarded-" + line));
      }
    }
    curl.add("https://" + host + "/whoami");
    Process process = new ProcessBuilder(cluster.sandbox().inside(client.namespace(), curl)).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.startsWith("{"), () -> said + proxies.stream().map(ChildProcess::log).toList());
    JsonObject whoami = JsonParser.parseString(said).getAsJsonObject();
    assertEquals(seen, whoami.get("scheme").getAsString() + ' ' + whoami.get("secure").getAsBoolean() + ' '
        + whoami.get("serverName").getAsString() + ' ' + whoami.get("serverPort").getAsInt());
    assertEquals(client.address(Family.IPV4), whoami.get("remoteAddr").getAsString());
  }

  private void start(Host host, String name, String... command) throws Exception {
    proxies.add(cluster.sandbox().start(host.namespace(), "origin-" + name, List.of(command)));
    for (long end = System.nanoTime() + 60_000_000_000L; !cluster.sandbox().listens(host.namespace(), 443);) {
      ChildProcess proxy = proxies.get(proxies.size() - 1);
      assertTrue(proxy.isAlive() && System.nanoTime() < end, proxy::log);
      Thread.sleep(20);
    }
  }

  private static String[] nginx(Path directory, String configuration) throws IOException {
    Files.writeString(Files.createDirectories(directory).resolve("nginx.conf"), configuration);
    return new String[] {"nginx", "-e", "stderr", "-p", directory + "/", "-c", "nginx.conf"};
  }

  private static String tls(Path pem) {
    return "listen 443 ssl;\nssl_certificate " + pem + ";\nssl_certificate_key " + pem + ";";
  }

  private String shown(String start) {
    return page.stream().filter(line -> line.startsWith(start)).distinct().collect(Collectors.joining("\n"));
  }

  /** To each application by the name in the request, through the first node. */
  private String haProxy(Path pem) {
    StringBuilder text = new StringBuilder("""
        defaults
          mode http
          timeout connect 10s
          timeout client 60s
          timeout server 60s
          option forwardfor
        frontend clients
          bind %s:443 ssl crt %s
        %s
          use_backend %%[req.hdr(host)]
        """.formatted(Vip.PROXY.address(Family.IPV4), pem, shown("http-request set-header").indent(2)));
    for (App app : APPS) {
      text.append("backend ").append(app.hostName()).append("\n  server node ")
          .append(Host.NODE1.address(Family.IPV4)).append(':').append(Exposure.LOCAL.nodePort(app)).append('\n');
    }
    return text.toString();
  }

  /** nginx as people set it up: it says the scheme, and what else the client sends arrives. */
  private String plain(Path pem) {
    String preamble = Ingress.configuration(List.of());
    StringBuilder text = new StringBuilder(preamble.substring(0, preamble.indexOf("map ")));
    for (App app : APPS) {
      text.append("server {\nserver_name ").append(app.hostName()).append(";\n").append(tls(pem))
          .append("\nlocation / {\nproxy_pass http://").append(app.address(Family.IPV4)).append(':').append(App.PORT)
          .append(";\n").append(shown("proxy_set_header X-Forwarded-Proto $scheme;")).append('\n')
          .append(shown("proxy_set_header Host $host;"))
          .append("\nproxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n}\n}\n");
    }
    return text.append("}\n").toString();
  }
}
