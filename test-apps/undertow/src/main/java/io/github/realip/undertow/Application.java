package io.github.realip.undertow;

import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** An application at the root of the server, as long as it is deployed. */
final class Application implements HttpHandler {
  private static final int LOOK_MILLIS = 50;

  private final String listener;
  private final XnioWorker webSockets = Xnio.getInstance().createWorker(OptionMap.EMPTY);
  private volatile HttpHandler deployed = ResponseCodeHandler.HANDLE_404;

  Application(String listener) throws IOException {
    this.listener = listener;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    deployed.handleRequest(exchange);
  }

  DeploymentManager deploy(ClassLoader loader) throws Exception {
    DeploymentInfo application = Servlets.deployment()
        .setClassLoader(loader)
        .setDeploymentName("whoami")
        .setContextPath("/")
        .setConfidentialPortManager(exchange -> 8443)
        .addListener(Servlets.listener(Class.forName(listener, true, loader).asSubclass(EventListener.class)))
        .addErrorPage(new ErrorPage("/whoami", 503))
        .addErrorPage(new ErrorPage("/whoami", 404))
        .addErrorPage(new ErrorPage("/whoami", IllegalStateException.class))
        .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo()
            .setBuffers(new DefaultByteBufferPool(false, 1024))
            .setWorker(webSockets));
    DeploymentManager manager = Servlets.newContainer().addDeployment(application);
    manager.deploy();
    deployed = manager.start();
    return manager;
  }

  /** Has the application deployed, in a class loader of its own, when its directory is there, and only then. */
  void follow(Path directory) {
    Thread thread = new Thread(() -> {
      try {
        while (true) {
          comeAndGo(directory);
        }
      } catch (Exception e) {
        e.printStackTrace();
      }
    }, "deployment");
    thread.setDaemon(true);
    thread.start();
  }

  private void comeAndGo(Path directory) throws Exception {
    await(directory, true);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      DeploymentManager manager = deploy(loader);
      await(directory, false);
      deployed = ResponseCodeHandler.HANDLE_404;
      manager.stop();
      manager.undeploy();
    }
  }

  private static void await(Path directory, boolean there) throws InterruptedException {
    while (Files.exists(directory) != there) {
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
