package io.github.realip.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.accesslog.DefaultAccessLogReceiver;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.EventListener;
import java.util.concurrent.Executors;
import org.xnio.OptionMap;
import org.xnio.Xnio;

/**
 * Deploys an application, named by its context listener, in Undertow.
 *
 * <p>Compiled once against the oldest API it runs with. No call below has a servlet type in its descriptor, so the
 * same class file serves javax and jakarta.
 */
public final class UndertowServer {

  private UndertowServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port, access log file, its pattern, the listener's class and perhaps {@code forwarded}
   * @throws Exception when Undertow refuses
   */
  public static void main(String[] args) throws Exception {
    HttpHandler handler = accessLog(Paths.get(args[1]), args[2], deployed(args[3]));
    if (args.length > 4 && args[4].equals("forwarded")) {
      handler = Handlers.proxyPeerAddress(handler);
    }
    Undertow.builder()
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 2097152)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
        .addHttpListener(Integer.parseInt(args[0]), "0.0.0.0", handler)
        .build().start();
  }

  private static HttpHandler deployed(String listener) throws Exception {
    DeploymentInfo application = Servlets.deployment()
        .setClassLoader(UndertowServer.class.getClassLoader())
        .setDeploymentName("whoami")
        .setContextPath("/")
        .addListener(Servlets.listener(Class.forName(listener).asSubclass(EventListener.class)))
        .addErrorPage(new ErrorPage("/whoami", 503))
        .addErrorPage(new ErrorPage("/whoami", 404))
        .addErrorPage(new ErrorPage("/whoami", IllegalStateException.class))
        .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets());
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    return manager.start();
  }

  private static WebSocketDeploymentInfo webSockets() throws IOException {
    return new WebSocketDeploymentInfo()
        .setBuffers(new DefaultByteBufferPool(false, 1024))
        .setWorker(Xnio.getInstance().createWorker(OptionMap.EMPTY));
  }

  private static HttpHandler accessLog(Path file, String pattern, HttpHandler next) {
    DefaultAccessLogReceiver receiver = new DefaultAccessLogReceiver(
        Executors.newSingleThreadExecutor(), file.getParent(), file.getFileName().toString(), "", false);
    return new AccessLogHandler(next, receiver, pattern, UndertowServer.class.getClassLoader());
  }
}
