package io.github.realip.benchmarks.call;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty 12 with its environment for Servlet 6.0. */
final class JettyHost implements Host {

  @Override
  public LiveRequest serve(Class<?> servlet, String forwardedFor, String alternative) throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(servlet.getName(), "/");
    server.setHandler(context);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    ServletView view = (ServletView) Handover.take(port, forwardedFor);
    boolean customizer = alternative.equals("ForwardedRequestCustomizer");
    if (!customizer && !alternative.equals("none")) {
      view.filter(alternative);
    }
    return new Live(view, customizer);
  }

  private static final class Live extends LiveRequest {

    private final Request core;
    private final HttpFields.Mutable responseHeaders = HttpFields.build();
    private final ForwardedRequestCustomizer customizer;

    Live(ServletView view, boolean customized) {
      super(view);
      this.core = ServletContextRequest.getServletContextRequest((ServletRequest) view.object());
      this.customizer = customized ? new ForwardedRequestCustomizer() : null;
    }

    @Override
    public void forget() {
      // Jetty 12 keeps no address
    }

    @Override
    public String throughAlternative() {
      return customizer == null ? super.throughAlternative()
          : Request.getRemoteAddr(customizer.customize(core, responseHeaders));
    }
  }
}
