package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Nginx;
import io.github.realip.containers.Place;
import io.github.realip.containers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code dns:NAME} while the proxies behind the name come and go: real look-ups, real nginx, real servers, each in a
 * network of its own. Wrong is an answer that is not the client's address.
 */
class NamesIT {
  private static final String NAME = "ingress-pods.ingress.svc.cluster.local";
  private static final String CLIENT = "10.244.2.10";
  /** The promise of the documentation: a second between two look-ups, and time for one. */
  private static final long MOST_WRONG_MILLIS = 2000;

  private final Path directory = BuiltFiles.work("lab").resolve("names");
  private final List<ChildProcess> processes = new ArrayList<>();
  private Sandbox sandbox;
  private Path zone;
  private ChildProcess nameServer;

  /** A network and its place on the bridge. */
  private enum Net {
    CLIENT(10), DNS(53), APP(20), PROXY1(81), PROXY2(82), PROXY3(83);

    private final int number;

    Net(int number) {
      this.number = number;
    }

    String ipv4() {
      return "10.244.2." + number;
    }

    String ipv6() {
      return "fd00:244:2::" + number;
    }

    String namespace() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @BeforeEach
  void bringUp() throws Exception {
    Needed.tools(Tools.lacking());
    sandbox = Sandbox.open(directory);
    Path resolver = Files.writeString(directory.resolve("resolv.conf"), "nameserver " + Net.DNS.ipv4()
        + "\nsearch shop.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n");
    StringBuilder script = new StringBuilder("mount --bind " + resolver + " /etc/resolv.conf\n"
        + "ip link add pods type bridge\nip link set pods up\n");
    for (Net net : Net.values()) {
      String name = net.namespace();
      script.append("ip netns add ").append(name)
          .append("\nip link add v").append(name).append(" type veth peer name eth0 netns ").append(name)
          .append("\nip link set v").append(name).append(" master pods up")
          .append("\nip -n ").append(name).append(" addr add ").append(net.ipv4()).append("/24 dev eth0")
          .append("\nip -n ").append(name).append(" addr add ").append(net.ipv6()).append("/64 dev eth0 nodad")
          .append("\nip -n ").append(name).append(" link set lo up")
          .append("\nip -n ").append(name).append(" link set eth0 up\n");
    }
    sandbox.run("wiring", script.toString());
    zone = directory.resolve("zone");
    zone(Net.PROXY1);
    nameServer = java(Net.DNS, "dns", NameServer.class, "53", NAME, zone.toString());
    while (!udpIsBound()) {
      assertTrue(nameServer.isAlive(), nameServer::log);
      Thread.sleep(20);
    }
    proxy(Net.PROXY1, Net.APP.ipv4());
    proxy(Net.PROXY2, "[" + Net.APP.ipv6() + "]"); // its pod connects over IPv6
    proxy(Net.PROXY3, Net.APP.ipv4());
  }

  @AfterEach
  void takeDown() {
    processes.forEach(ChildProcess::close);
    if (sandbox != null) {
      sandbox.close();
    }
  }

  /** The shipped Service has a new pod in its answer before the pod is ready, and one that ends until it has ended. */
  @ParameterizedTest
  @ValueSource(strings = {"undertow 2.3", "tomcat 9", "jetty.* ee10"})
  void theFirstRequestIsRightAndNoneIsWrongWhenProxiesComeAndGoAsShipped(String container) throws Exception {
    app(container, "realip.dns-refresh=1s");
    assertEquals(List.of(CLIENT), addresses(traffic(Net.PROXY1, 0)), () -> "the first request: " + log());
    zone(Net.PROXY1, Net.PROXY2);
    Thread.sleep(2500);
    ChildProcess draining = startTraffic(Net.PROXY1, 1500);
    List<String> coming = traffic(Net.PROXY2, 1500);
    assertEquals(List.of(), wrong(coming), this::log);
    List<String> going = finish(draining);
    assertTrue(going.size() > 10 && coming.size() > 10, going.size() + " and " + coming.size());
    assertEquals(List.of(), wrong(going), this::log);
  }

  @Test
  void aNewProxyThatNobodyHasLookedUpIsRightWithinTwoSeconds() throws Exception {
    app("undertow 2.3", "realip.dns-refresh=10m");
    assertEquals(List.of(CLIENT), addresses(traffic(Net.PROXY1, 0)));
    Thread.sleep(1000);

    // the name knows it when it sends its first request
    zone(Net.PROXY1, Net.PROXY2);
    List<String> answers = traffic(Net.PROXY2, 3000);
    long millis = wrongMillis(answers, Long.MIN_VALUE);
    say("a new proxy that the name has already", answers, millis);
    assertTrue(millis <= MOST_WRONG_MILLIS, millis + " ms\n" + log());

    // the name gets it later
    ChildProcess early = startTraffic(Net.PROXY3, 5000);
    Thread.sleep(1500);
    long known = System.currentTimeMillis();
    zone(Net.PROXY1, Net.PROXY2, Net.PROXY3);
    answers = finish(early);
    millis = wrongMillis(answers, known);
    say("a new proxy that the name gets 1.5 s later", answers, millis);
    assertTrue(millis <= MOST_WRONG_MILLIS, millis + " ms\n" + log());

    // a name server that says nothing is no answer, and a name that is gone holds for a minute
    nameServer.close();
    assertEquals(List.of(), wrong(traffic(Net.PROXY2, 1500)), this::log);
  }

  private void zone(Net... proxies) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Net proxy : proxies) {
      lines.append(proxy.ipv4()).append('\n').append(proxy.ipv6()).append('\n');
    }
    Path next = Files.writeString(directory.resolve("zone.next"), lines);
    Files.move(next, zone, StandardCopyOption.ATOMIC_MOVE);
  }

  private ChildProcess java(Net net, String name, Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(Jdk.current().tool("java").toString(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-classpath", Pod.classPath(), main.getName()));
    command.addAll(List.of(args));
    ChildProcess process = sandbox.start(net.namespace(), name, command);
    processes.add(process);
    return process;
  }

  private boolean udpIsBound() throws IOException {
    Process process = new ProcessBuilder(sandbox.inside(Net.DNS.namespace(), List.of("cat", "/proc/net/udp6",
        "/proc/net/udp"))).start();
    return new String(process.getInputStream().readAllBytes()).contains(":0035 ");
  }

  private void proxy(Net net, String application) throws Exception {
    Path home = Files.createDirectories(directory.resolve("nginx-" + net.namespace()));
    Files.writeString(home.resolve("nginx.conf"), "user root;\n" + Nginx.PREAMBLE
        + "upstream app { server " + application + ":8080; keepalive 4; }\n"
        + "server { listen 80; location / { proxy_pass http://app; proxy_http_version 1.1;"
        + " proxy_set_header Connection \"\"; proxy_set_header X-Forwarded-For $remote_addr; } }\n}\n");
    processes.add(sandbox.start(net.namespace(), home.getFileName().toString(),
        List.of("nginx", "-e", "stderr", "-p", home + "/", "-c", "nginx.conf")));
  }

  private void app(String container, String refresh) throws Exception {
    List<String> options = new ArrayList<>(Pod.JVM);
    options.addAll(List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=dns:" + NAME, "-D" + refresh,
        "-Drealip.log=debug"));
    processes.add(Server.start(new Launch(Pod.container(container), Jdk.current(), options, false),
        new AppPlace(sandbox, directory.resolve("app"))).process());
  }

  private ChildProcess startTraffic(Net proxy, long millis) throws IOException {
    return java(Net.CLIENT, "traffic-" + proxy.namespace(), Traffic.class,
        "http://" + proxy.ipv4() + "/whoami", String.valueOf(millis));
  }

  private static List<String> finish(ChildProcess traffic) throws Exception {
    assertEquals(0, traffic.exitCode(60), traffic::log);
    return traffic.stdout().lines().toList();
  }

  private List<String> traffic(Net proxy, long millis) throws Exception {
    return finish(startTraffic(proxy, millis));
  }

  private static List<String> addresses(List<String> answers) {
    return answers.stream().map(line -> line.split(" ")[1]).toList();
  }

  private static List<String> wrong(List<String> answers) {
    return answers.stream().filter(line -> !line.endsWith(" " + CLIENT)).toList();
  }

  /** How long after the first request, or after that moment, an answer was wrong. */
  private static long wrongMillis(List<String> answers, long since) {
    long begin = Math.max(since, Long.parseLong(answers.get(0).split(" ")[0]));
    long last = wrong(answers).stream().mapToLong(line -> Long.parseLong(line.split(" ")[0])).max().orElse(begin);
    assertTrue(!wrong(answers).contains(answers.get(answers.size() - 1)), "wrong to the end");
    return Math.max(0, last - begin);
  }

  private static void say(String what, List<String> answers, long millis) {
    System.out.println(what + ": " + wrong(answers).size() + " of " + answers.size() + " answers were wrong, the last "
        + millis + " ms after the first request, or after the name had it");
  }

  private String log() {
    StringBuilder log = new StringBuilder();
    processes.forEach(each -> log.append(each.log()).append('\n'));
    return log.toString();
  }

  /** The application's network. */
  private record AppPlace(Sandbox sandbox, Path directory) implements Place {

    @Override
    public int port() {
      return 8080;
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public List<String> command(List<String> command) {
      return sandbox.inside(Net.APP.namespace(), command);
    }

    @Override
    public boolean isReady() throws IOException {
      return sandbox.listens(Net.APP.namespace(), 8080);
    }
  }
}
