package io.github.realip.whoami;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.HttpConstraintElement;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletSecurityElement;
import javax.servlet.annotation.ServletSecurity;

/** Puts every servlet of the application at its path, so that web.xml and embedded containers need not know them. */
public final class WhoamiApplication implements ServletContextListener {
  /** Stays as long as the application's class loader, so that who looks into the heap can count these. */
  private static final LoaderMark MARK = new LoaderMark();
  private static volatile String container;

  private boolean hasWebSocket;

  /** What the container calls itself; not every container can still tell in an asynchronous request. */
  static String container() {
    return container;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    container = context.getServerInfo();
    add(context, "", new PageServlet());
    add(context, "/whoami", new WhoamiServlet());
    add(context, "/idioms", new IdiomsServlet());
    add(context, "/address", new AddressServlet());
    add(context, "/wrapped", new WrappedServlet());
    add(context, "/overridden", new OverriddenServlet());
    add(context, "/async", new AsyncServlet());
    add(context, "/forward", new ForwardServlet());
    add(context, "/include", new IncludeServlet());
    add(context, "/error-page", new ErrorServlet());
    add(context, "/failing", new FailingServlet());
    add(context, "/other-thread", new OtherThreadServlet());
    add(context, "/filtered", new WhoamiServlet());
    add(context, "/filtered", new RememberingFilter());
    add(context, "/late", new LateServlet());
    add(context, "/late/result", new LateResultServlet());
    add(context, "/repeat", new RepeatServlet());
    add(context, "/fault", new FaultServlet());
    add(context, "/redirect", new RedirectServlet());
    if (System.getSecurityManager() == null) { // under which Tomcat refuses it to applications
      add(context, "/confidential", new WhoamiServlet()).setServletSecurity(new ServletSecurityElement(
          new HttpConstraintElement(ServletSecurity.TransportGuarantee.CONFIDENTIAL)));
    }
    add(context, BodyServlet.PATH + "*", new BodyServlet());
    context.addListener(new RememberingListener());
    deployWebSocket(context);
  }

  /** Puts the websocket at its path; for embedded containers that have a place for it only after they have started. */
  public void deployWebSocket(ServletContext context) {
    Object webSockets = context.getAttribute("javax.websocket.server.ServerContainer");
    if (webSockets != null && !hasWebSocket) {
      try {
        WebSocketHandshake.deploy(webSockets);
        hasWebSocket = true;
      } catch (SecurityException e) {
        context.log("no websocket: the security manager forbids it", e);
      }
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // nothing is left running
  }

  private static ServletRegistration.Dynamic add(ServletContext context, String path, Servlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet("servlet " + path, servlet);
    registration.addMapping(path);
    registration.setAsyncSupported(true);
    return registration;
  }

  private static void add(ServletContext context, String path, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter("filter " + path, filter);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path);
    registration.setAsyncSupported(true);
  }
}
