package io.github.realip.benchmarks.call;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Undertow 2.3. */
final class UndertowHost implements Host {

  @Override
  public List<LiveRequest> serve(Class<?> servlet, String forwardedFor, String alternative, int count)
      throws Exception {
    DeploymentInfo application = Servlets.deployment()
        .setClassLoader(UndertowHost.class.getClassLoader())
        .setDeploymentName("handover")
        .setContextPath("/")
        .addServlet(Servlets.servlet("handover", servlet.asSubclass(jakarta.servlet.Servlet.class)).addMapping("/"));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    Undertow undertow = Undertow.builder().setWorkerThreads(MOST_REQUESTS + 1)
        .addHttpListener(0, "127.0.0.1", manager.start()).build();
    undertow.start();
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    boolean handler = alternative.equals("ProxyPeerAddressHandler");
    List<LiveRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServletView view = (ServletView) Handover.take(port, forwardedFor);
      if (!handler && !alternative.equals("none")) {
        view.filter(alternative);
      }
      requests.add(new Live(view, handler));
    }
    return requests;
  }

  private static final class Live extends LiveRequest implements HttpHandler {

    /** Where a request is decided; called before each handler. */
    private static final MethodHandle BEGIN = Woven.method(HttpServerExchange.class, "setInCall", boolean.class);

    private final HttpServerExchange exchange;
    private final HttpHandler handler;
    private String seen;

    Live(ServletView view, boolean handled) {
      super(view);
      this.exchange = ((HttpServletRequestImpl) view.object()).getExchange();
      this.handler = handled ? new ProxyPeerAddressHandler(this) : null;
    }

    @Override
    public void handleRequest(HttpServerExchange next) {
      seen = answer();
    }

    @Override
    public void forget() {
      exchange.setSourceAddress(null);
      exchange.setDestinationAddress(null);
      exchange.setRequestScheme("http");
    }

    @Override
    public void arrive() {
      try {
        HttpServerExchange unused = (HttpServerExchange) BEGIN.invokeExact(exchange, true);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String throughAlternative() {
      if (handler == null) {
        return super.throughAlternative();
      }
      try {
        handler.handleRequest(exchange);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return seen;
    }
  }
}
