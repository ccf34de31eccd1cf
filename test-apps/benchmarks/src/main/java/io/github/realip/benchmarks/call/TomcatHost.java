package io.github.realip.benchmarks.call;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/** Tomcat 9 and 11: compiled with the former, for nothing below has a servlet type in its descriptor. */
final class TomcatHost implements Host {

  @Override
  public List<LiveRequest> serve(Class<?> servlet, String forwardedFor, String alternative, int count)
      throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "handover", servlet.getName());
    context.addServletMappingDecoded("/", "handover");
    context.setParentClassLoader(TomcatHost.class.getClassLoader());
    tomcat.getConnector();
    tomcat.start();
    List<LiveRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(request((ServletView) Handover.take(tomcat.getConnector().getLocalPort(), forwardedFor),
          alternative));
    }
    return requests;
  }

  private static LiveRequest request(ServletView view, String alternative) throws Exception {
    Field inner = view.object().getClass().getDeclaredField("request");
    inner.setAccessible(true);
    Request request = (Request) inner.get(view.object());
    if (alternative.startsWith("RemoteIpValve")) {
      return new Valve(request, view, alternative.endsWith("host"));
    }
    if (!alternative.equals("none")) {
      view.filter(alternative);
    }
    return new Live(request, view);
  }

  /** Tomcat's facade, as applications have it. */
  private static class Live extends LiveRequest {

    final Request request;

    Live(Request request, ServletView view) {
      super(view);
      this.request = request;
    }

    @Override
    public void forget() {
      request.setRemoteAddr(null);
      org.apache.coyote.Request coyote = request.getCoyoteRequest();
      coyote.remoteAddr().recycle();
      coyote.getAttributes().clear();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void arrive() {
      if (Woven.HEAD == null) {
        return;
      }
      org.apache.coyote.Request coyote = request.getCoyoteRequest();
      MimeHeaders headers = coyote.getMimeHeaders();
      Object head = Woven.HEAD.apply(null, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(null, headers.values(head.toString()));
      }
      coyote.setAttribute(Woven.KEY, head);
    }
  }

  /** The valve in front of one that only asks for the address. */
  private static final class Valve extends Live {

    private final RemoteIpValve valve = new RemoteIpValve();
    private String seen;

    Valve(Request request, ServletView view, boolean withHost) {
      super(request, view);
      if (withHost) {
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
      }
      valve.setNext(new ValveBase() {
        @Override
        public void invoke(Request next, Response response) {
          seen = answer();
        }
      });
    }

    @Override
    public String throughAlternative() {
      try {
        valve.invoke(request, request.getResponse());
      } catch (Exception e) { // among them ServletException, of one API or the other
        throw new IllegalStateException(e);
      }
      return seen;
    }
  }
}
