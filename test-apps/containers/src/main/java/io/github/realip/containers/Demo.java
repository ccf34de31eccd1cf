package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what an unchanged application answers without and with the agent, in a Tomcat, a Jetty and an Undertow that
 * are started for it, behind a real reverse proxy.
 */
public final class Demo {
  private static final String FORGED = "198.51.100.1";
  private static final String LINE = "%-22s | %-12s %-12s | %-12s %-12s | %-12s %s%n";

  private final LocalAddresses addresses;
  private final ReverseProxy.Kind proxy;

  private Demo(LocalAddresses addresses, ReverseProxy.Kind proxy) {
    this.addresses = addresses;
    this.proxy = proxy;
  }

  /** Runs the demo; it takes no arguments. */
  public static void main(String[] args) throws Exception {
    new Demo(LocalAddresses.find(), ReverseProxy.Kind.best()).run();
  }

  private void run() throws Exception {
    List<String> agent = List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=" + addresses.proxy());
    List<List<String>> rows = new ArrayList<>();
    for (Container container : newestOfEachKind()) {
      List<String> without = answers(new Launch(container, Jdk.current(), List.of(), false));
      List<String> with = answers(new Launch(container, Jdk.current(), agent, false));
      rows.add(List.of(container.toString(),
          without.get(0), with.get(0), without.get(1), with.get(1), without.get(2), with.get(2)));
    }
    print(rows);
  }

  private static List<Container> newestOfEachKind() {
    return Stream.of("Tomcat", "Jetty", "Undertow")
        .map(name -> Matrix.containers().stream()
            .filter(container -> container.name().equals(name) && !container.hasOption("jpms"))
            .reduce((older, newer) -> newer).orElseThrow())
        .toList();
  }

  /** What it says to a client through the proxy, to one that forges the header, and to one that does both. */
  private List<String> answers(Launch launch) throws Exception {
    System.out.println("starting " + launch);
    try (Server server = Server.start(launch);
        ReverseProxy front = proxy.start(
            ReverseProxy.Setup.plain(addresses.listen(), addresses.proxy(), server.address()))) {
      String forged = "X-Forwarded-For: " + FORGED;
      return List.of(
          ask(front.address()), ask(server.address(addresses.listen()), forged), ask(front.address(), forged));
    }
  }

  private String ask(InetSocketAddress at, String... headerLines) throws IOException {
    try (Connection connection = Connection.from(addresses.client(), at)) {
      return connection.get("/whoami", headerLines).address();
    }
  }

  private void print(List<List<String>> rows) {
    System.out.printf("%nWhat request.getRemoteAddr() returns to the application:%n%n");
    System.out.printf("%-22s | %-25s | %-25s | %s%n",
        "", "(a) through the proxy", "(b) direct, header forged", "(c) forged through proxy");
    System.out.printf(LINE, "", "without", "with agent", "without", "with agent", "without", "with agent");
    System.out.println("-".repeat(23) + ("+" + "-".repeat(27)).repeat(3));
    rows.forEach(row -> System.out.printf(LINE, row.toArray()));
    System.out.printf("%nclient %s, proxy %s (%s, -Drealip.trusted-proxies=%s), forged X-Forwarded-For: %s%n%n",
        addresses.client(), addresses.proxy(), proxy.title(), addresses.proxy(), FORGED);
  }
}
