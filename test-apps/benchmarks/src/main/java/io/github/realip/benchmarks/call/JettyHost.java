package io.github.realip.benchmarks.call;

import jakarta.servlet.ServletRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty 12 with its environment for Servlet 6.0. */
final class JettyHost implements Host {

  private static Class<?> connectionType;

  @Override
  public List<LiveRequest> serve(Class<?> servlet, String forwardedFor, String alternative, int count)
      throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(servlet.getName(), "/");
    server.setHandler(context);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    boolean customizer = alternative.equals("ForwardedRequestCustomizer");
    List<LiveRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServletView view = (ServletView) Handover.take(port, forwardedFor);
      if (!customizer && !alternative.equals("none")) {
        view.filter(alternative);
      }
      requests.add(new Live(view, customizer));
    }
    return requests;
  }

  /** What the agent's connection keeps, in a class that is defined beside Jetty's; loaded when that is known. */
  private static final class Kept {
    static final MethodHandle ADDRESS = setter("remote");
    static final MethodHandle TEXT = setter("text");

    private static MethodHandle setter(String field) {
      return Woven.setter(connectionType, field)
          .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }
  }

  /** What it keeps besides where scheme, host and port are rewritten. */
  private static final class KeptOrigin {
    static final MethodHandle ASKED = Kept.setter("asked");
  }

  private static final class Live extends LiveRequest {

    private final Request core;
    private final HttpFields.Mutable responseHeaders = HttpFields.build();
    private final ForwardedRequestCustomizer customizer;
    private final ConnectionMetaData connection;
    private boolean asksForOrigin;

    Live(ServletView view, boolean customized) {
      super(view);
      this.core = ServletContextRequest.getServletContextRequest((ServletRequest) view.object());
      this.customizer = customized ? new ForwardedRequestCustomizer() : null;
      this.connection = core.getConnectionMetaData();
      connectionType = connection.getClass();
    }

    @Override
    public void ask(Question question) {
      super.ask(question);
      asksForOrigin = question == Question.ORIGIN;
    }

    @Override
    public void forget() {
      if (Woven.HEAD != null) { // otherwise Jetty 12 keeps no address
        try {
          Kept.ADDRESS.invokeExact((Object) connection, (Object) null);
          Kept.TEXT.invokeExact((Object) connection, (Object) null);
          if (connection instanceof Map.Entry) {
            KeptOrigin.ASKED.invokeExact((Object) connection, (Object) null);
          }
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public String throughAlternative() {
      if (customizer == null) {
        return super.throughAlternative();
      }
      Request customized = customizer.customize(core, responseHeaders);
      return asksForOrigin ? Question.origin(Request.getServerName(customized), Request.getServerPort(customized),
          customized.isSecure(), customized.getHttpURI().getScheme()) : Request.getRemoteAddr(customized);
    }
  }
}
