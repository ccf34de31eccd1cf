package io.github.realip.grizzly;

import java.io.File;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.accesslog.AccessLogBuilder;
import org.glassfish.grizzly.servlet.WebappContext;

/**
 * Deploys an application, named by its context listener, in Grizzly.
 *
 * <p>Compiled once against the oldest API it runs with. No call below has a servlet type in its descriptor, so the
 * same class file serves javax and jakarta.
 */
public final class GrizzlyServer {

  private GrizzlyServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port, access log file, its pattern and the listener's class
   * @throws Exception when Grizzly refuses
   */
  public static void main(String[] args) throws Exception {
    NetworkListener listener = new NetworkListener("whoami", "0.0.0.0", Integer.parseInt(args[0]));
    listener.setMaxHttpHeaderSize(2097152);
    listener.getKeepAlive().setMaxRequestsCount(-1);

    HttpServer server = new HttpServer();
    server.addListener(listener);
    new AccessLogBuilder(new File(args[1])).format(args[2]).synchronous(true)
        .instrument(server.getServerConfiguration());
    WebappContext application = new WebappContext("whoami", "");
    application.addListener(args[3]);
    // which Grizzly does not hear of when the application adds it later
    application.addListener("io.github.realip.whoami.RememberingListener");
    application.deploy(server);
    server.start();
    Thread.currentThread().join();
  }
}
