import Acme.Serve.Serve;
import io.github.realip.whoami.FaultServlet;
import io.github.realip.whoami.RedirectServlet;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Some servlets in TJWS, which has the Servlet API 2.5; a source file for Java's own launcher. */
@SuppressWarnings("deprecation")
final class TjwsServer {

  private TjwsServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port, and others that are not used
   */
  public static void main(String[] args) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(Serve.ARG_PORT, Integer.valueOf(args[0]));
    settings.put(Serve.ARG_NOHUP, "nohup");
    Serve server = new Serve(settings, System.out);
    server.addServlet("/whoami", new WhoamiServlet());
    server.addServlet("/fault", new FaultServlet());
    server.addServlet("/redirect", new RedirectServlet());
    server.init();
    server.serve();
  }

  /** What whoami's answers, in the words of this API. */
  private static final class WhoamiServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.setContentType("application/json");
      response.getWriter().print('{' + Stream.of(
          text("remoteAddr", request.getRemoteAddr()), text("remoteHost", request.getRemoteHost()),
          text("scheme", request.getScheme()), "\"secure\":" + request.isSecure(),
          text("serverName", request.getServerName()), "\"serverPort\":" + request.getServerPort(),
          text("requestUrl", request.getRequestURL()), "\"headers\":[" + headers(request) + ']')
          .collect(Collectors.joining(",")) + '}');
    }

    private static String headers(HttpServletRequest request) {
      Set<String> lines = new LinkedHashSet<>(); // it names a header once for each line
      for (Object name : Collections.list((Enumeration<?>) request.getHeaderNames())) {
        for (Object value : Collections.list((Enumeration<?>) request.getHeaders((String) name))) {
          lines.add("[\"" + name + "\",\"" + value + "\"]");
        }
      }
      return String.join(",", lines);
    }

    private static String text(String name, Object value) {
      return '"' + name + "\":\"" + value + '"';
    }
  }
}
