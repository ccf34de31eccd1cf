import io.github.realip.webflux.WebFluxApplication;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.springframework.http.server.reactive.JettyCoreHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** Starts the application on Jetty's core. Compiled by the Java that runs it, which is newer than the one that builds. */
public final class JettyCoreServer {
  private static final int HEAD_SIZE = 2097152;

  private JettyCoreServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port and access log file
   * @throws Exception when Jetty refuses
   */
  public static void main(String[] args) throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(HEAD_SIZE);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration),
        new HTTP2CServerConnectionFactory(configuration));
    connector.setPort(Integer.parseInt(args[0]));
    server.addConnector(connector);
    server.setRequestLog(new CustomRequestLog(args[1], "%{client}a \"%r\" %{X-Forwarded-For}i"));
    server.setHandler(new JettyCoreHttpHandlerAdapter(WebHttpHandlerBuilder
        .webHandler(exchange -> exchange.getResponse().setComplete())
        .filter(new WebFluxApplication().whoami()).build()));
    ServerWebSocketContainer.ensure(server);
    server.start();
  }
}
