package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A reverse proxy that runs in front of a server and appends the client's address to X-Forwarded-For. */
public interface ReverseProxy extends AutoCloseable {

  /** Where clients connect to. */
  InetSocketAddress address();

  @Override
  void close();

  /**
   * What every proxy needs to know.
   *
   * @param listen where clients connect to
   * @param proxyProtocol whether clients say in a PROXY line who they are
   * @param from the local address that the proxy uses towards the server
   * @param server where the server listens
   */
  record Setup(InetSocketAddress listen, boolean proxyProtocol, String from, InetSocketAddress server) {

    /** A proxy whose clients may have any address. */
    public static Setup proxyProtocol(String from, InetSocketAddress server) {
      return new Setup(new InetSocketAddress("127.0.0.1", Ports.free()), true, from, server);
    }

    /** A proxy whose clients have the address that they connect from. */
    public static Setup plain(String listen, String from, InetSocketAddress server) {
      return new Setup(new InetSocketAddress(listen, Ports.free()), false, from, server);
    }
  }

  /** The proxies that are known here. */
  enum Kind {
    /** nginx, if it is installed: appends to the line that is there. */
    NGINX("nginx"),
    /** HAProxy, if it is installed: adds a line of its own. */
    HAPROXY("haproxy"),
    /** A small one in this very process, for machines without the others: appends to the line that is there. */
    BUILT_IN(null);

    private final String program;

    Kind(String program) {
      this.program = program;
    }

    /** What people call it. */
    public String title() {
      return this == BUILT_IN ? "the built-in proxy" : program;
    }

    /** Whether this machine can start it. */
    public boolean isInstalled() {
      return program == null || program(program).isPresent();
    }

    /** Where its program is. */
    Path path() {
      return program(program).orElseThrow();
    }

    /** Starts it and returns when it listens. */
    public ReverseProxy start(Setup setup) throws IOException, InterruptedException {
      return switch (this) {
        case NGINX -> Nginx.start(path(), setup);
        case HAPROXY -> HaProxy.start(path(), setup);
        case BUILT_IN -> BuiltInProxy.start(setup);
      };
    }

    /** nginx where it is installed, else the built-in one. */
    public static Kind best() {
      return NGINX.isInstalled() ? NGINX : BUILT_IN;
    }

    static Optional<Path> program(String name) {
      String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";
      return Stream.of(path.split("[:;]")).filter(directory -> !directory.isEmpty())
          .map(directory -> Path.of(directory).resolve(name)).filter(Files::isExecutable).findFirst();
    }
  }
}
