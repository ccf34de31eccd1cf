package io.github.realip.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.accesslog.DefaultAccessLogReceiver;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Deploys an application, named by its context listener, in Undertow.
 *
 * <p>Compiled once against the oldest API it runs with. No call here has a servlet type in its descriptor, so the same
 * class files serve javax and jakarta.
 */
public final class UndertowServer {
  private static final int HEAD_MILLIS = 1_500;

  private UndertowServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port, access log file, its pattern, the listener's class, {@code forwarded} or {@code plain}, with
   *     {@code lists} behind a blank if it has a list of whom to let in and little time for heads, or
   *     {@code tls PORT STORE PASSWORD} if it listens for TLS, too, and
   *     perhaps the directory of an application that is not on the class path and comes and goes
   * @throws Exception when Undertow refuses
   */
  public static void main(String[] args) throws Exception {
    Application application = new Application(args[3]);
    HttpHandler handler = application;
    if (args[4].endsWith(" lists")) {
      handler = Handlers.ipAccessControl(handler, false)
          .addDeny("203.0.113.7").addAllow("203.0.113.4/30").addAllow("127.0.0.10").addAllow("127.0.0.1");
    }
    handler = accessLog(Paths.get(args[1]), args[2], handler);
    if (args[4].startsWith("forwarded")) {
      handler = Handlers.proxyPeerAddress(handler);
    }
    if (args.length > 5) {
      application.follow(Paths.get(args[5]));
    } else {
      application.deploy(UndertowServer.class.getClassLoader());
    }
    Undertow.Builder builder = Undertow.builder();
    int tls = args[4].indexOf(" tls ");
    if (tls >= 0) {
      String[] words = args[4].substring(tls + 5).split(" ");
      builder.addHttpsListener(Integer.parseInt(words[0]), "0.0.0.0", tls(words[1], words[2].toCharArray()), handler);
    }
    builder
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 2097152)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, args[4].endsWith(" lists") ? HEAD_MILLIS : 60_000)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
        .addHttpListener(Integer.parseInt(args[0]), "0.0.0.0", handler)
        .build().start();
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

  private static HttpHandler accessLog(Path file, String pattern, HttpHandler next) {
    DefaultAccessLogReceiver receiver = new DefaultAccessLogReceiver(
        Executors.newSingleThreadExecutor(), file.getParent(), file.getFileName().toString(), "", false);
    return new AccessLogHandler(next, receiver, pattern, UndertowServer.class.getClassLoader());
  }
}
