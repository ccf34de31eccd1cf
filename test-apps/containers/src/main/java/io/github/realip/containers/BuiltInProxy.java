package io.github.realip.containers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.xnio.OptionMap;

/** Undertow's reverse proxy in this process, for machines that have no other. */
final class BuiltInProxy implements ReverseProxy {
  /** They announce themselves; held here because a logger that nobody holds forgets its level. */
  private static final List<Logger> LOGGERS =
      Stream.of("io.undertow", "org.xnio", "org.jboss.threads").map(Logger::getLogger).toList();

  private final Undertow proxy;
  private final InetSocketAddress address;

  private BuiltInProxy(Undertow proxy, InetSocketAddress address) {
    this.proxy = proxy;
    this.address = address;
  }

  static ReverseProxy start(Setup setup) {
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    URI server = URI.create("http://" + setup.server().getHostString() + ":" + setup.server().getPort());
    LoadBalancingProxyClient client = new LoadBalancingProxyClient()
        .setConnectionsPerThread(16)
        .addHost(new InetSocketAddress(setup.from(), 0), server, null, null, OptionMap.EMPTY);
    ProxyHandler handler = ProxyHandler.builder()
        .setProxyClient(client)
        .setNext(ResponseCodeHandler.HANDLE_404)
        .setReuseXForwarded(true)
        .build();
    Undertow proxy = Undertow.builder()
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 65536)
        .setIoThreads(2)
        .setWorkerThreads(8)
        .addListener(new Undertow.ListenerBuilder()
            .setType(Undertow.ListenerType.HTTP)
            .setHost(setup.listen().getHostString())
            .setPort(setup.listen().getPort())
            .setUseProxyProtocol(setup.proxyProtocol())
            .setRootHandler(handler))
        .build();
    proxy.start();
    return new BuiltInProxy(proxy, setup.listen());
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    proxy.stop();
  }
}
