package io.github.realip.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Starts the application in the JDK's own HTTP server. */
public final class JdkServer {

  private JdkServer() {
  }

  /**
   * Starts the server, and says so on standard output.
   *
   * @param args port, and perhaps a port for TLS, the store of its certificate and the password
   * @throws Exception when the JDK refuses
   */
  public static void main(String[] args) throws Exception {
    Whoami whoami = new Whoami();
    start(HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0), whoami);
    if (args.length > 1) {
      HttpsServer tls = HttpsServer.create(new InetSocketAddress(Integer.parseInt(args[1])), 0);
      tls.setHttpsConfigurator(new HttpsConfigurator(tls(args[2], args[3].toCharArray())));
      start(tls, whoami);
    }
    System.out.println("ready");
  }

  private static void start(HttpServer server, Whoami whoami) {
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", whoami).getFilters().add(new WhoAsks());
    server.start();
  }

  private static SSLContext tls(String store, char[] password) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Paths.get(store))) {
      keys.load(in, password);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** A filter says in the answer's head whom it has seen. */
  private static final class WhoAsks extends Filter {

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      exchange.getResponseHeaders().set("X-Filter-Saw", Whoami.address(exchange));
      chain.doFilter(exchange);
    }

    @Override
    public String description() {
      return "says who asks";
    }
  }
}
