package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A server with proxies in front of it, and the addresses that all tests use: the proxy {@value #PROXY} is the one
 * that the agent is told to trust.
 */
final class Site implements AutoCloseable {
  static final String PROXY = "127.0.0.10";
  /** The packages below ours that are not the agent's. */
  static final String TEST_APPS = "(whoami|undertow|boot|webflux|vertx|micronaut|httpserver|grizzly|piranha)\\b";
  private static final Pattern NOISE = Pattern.compile("realip-agent: |io\\.github\\.realip\\.(?!" + TEST_APPS
      + ")|Sharing is only supported for boot loader classes");

  private final Server server;
  private final Map<ReverseProxy.Kind, ReverseProxy> proxies = new EnumMap<>(ReverseProxy.Kind.class);

  private final List<Pattern> expected = new CopyOnWriteArrayList<>();
  private boolean logShown;

  private Site(Server server) {
    this.server = server;
  }

  static Site start(Launch launch) throws Exception {
    System.out.println("starting " + launch);
    return new Site(Server.start(launch));
  }

  /** The options that switch the agent on; at this level each of its lines is about something that went wrong. */
  static List<String> agent(String trusted) {
    return List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=" + trusted, "-Drealip.log=error");
  }

  Server server() {
    return server;
  }

  /** A request straight to the server from one of this machine's addresses. */
  Connection.Response direct(String peer, String path, String... headerLines) throws IOException {
    try (Connection connection = connect(peer)) {
      return connection.get(path, headerLines);
    }
  }

  /** A connection straight to the server. */
  Connection connect(String peer) throws IOException {
    return Connection.from(peer, server.address(peer.contains(":") ? "::1" : "127.0.0.1"));
  }

  /** A request of any client through a proxy. */
  Connection.Response through(ReverseProxy.Kind kind, String client, String path, String... headerLines)
      throws Exception {
    try (Connection connection = Connection.behalf(client, proxy(kind).address())) {
      return connection.get(path, headerLines);
    }
  }

  /** A request of any client through the best proxy that the machine has. */
  Connection.Response proxied(String client, String path, String... headerLines) throws Exception {
    return through(ReverseProxy.Kind.best(), client, path, headerLines);
  }

  synchronized ReverseProxy proxy(ReverseProxy.Kind kind) throws Exception {
    ReverseProxy proxy = proxies.get(Installed.proxy(kind));
    if (proxy == null) {
      proxy = kind.start(ReverseProxy.Setup.proxyProtocol(PROXY, server.address()));
      proxies.put(kind, proxy);
    }
    return proxy;
  }

  /** Has {@link #assertQuiet} pass over lines that have something like this in them. */
  void expect(Pattern lines) {
    expected.add(lines);
  }

  /** The agent has said nothing, the JVM nothing about it, and it is in no stack trace. */
  void assertQuiet() {
    ChildProcess process = server.process();
    for (String output : List.of(process.stdout(), process.stderr())) {
      assertFalse(output.lines().filter(line -> expected.stream().noneMatch(each -> each.matcher(line).find()))
          .anyMatch(line -> NOISE.matcher(line).find()), process::log);
    }
  }

  /** Prints what the server has said, unless an earlier failure has done so. */
  synchronized void showLogOnce() {
    if (!logShown) {
      logShown = true;
      System.out.println(server + "\n" + server.process().log());
    }
  }

  @Override
  public void close() {
    proxies.values().forEach(ReverseProxy::close);
    server.close();
  }
}
