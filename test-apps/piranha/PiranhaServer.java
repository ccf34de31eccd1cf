import cloud.piranha.core.impl.DefaultWebApplication;
import cloud.piranha.http.impl.DefaultHttpServer;
import cloud.piranha.http.webapp.HttpWebApplicationServer;

/** Deploys an application, named by its context listener, in Piranha; a source file for Java's own launcher. */
final class PiranhaServer {

  private PiranhaServer() {
  }

  /**
   * Starts the server.
   *
   * @param args port, two that are not used, and the listener's class
   */
  public static void main(String[] args) {
    DefaultWebApplication application = new DefaultWebApplication();
    application.setContextPath("");
    application.addListener(args[3]);
    HttpWebApplicationServer applications = new HttpWebApplicationServer();
    applications.addWebApplication(application);
    applications.initialize();
    applications.start();
    new DefaultHttpServer(Integer.parseInt(args[0]), applications, false).start();
  }
}
