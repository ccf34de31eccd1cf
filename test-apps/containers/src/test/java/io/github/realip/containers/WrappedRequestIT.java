package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter before Tomcat's RemoteIpFilter hands on a request of its own, which answers as no request of Tomcat's. */
class WrappedRequestIT {
  private static final Path WORK = BuiltFiles.work("wrapped");
  private static final String FILTER = """
        <filter>
          <filter-name>wrapping</filter-name>
          <filter-class>Wrapping</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>wrapping</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        <filter>
          <filter-name>remote-ip</filter-name>""";

  @Test
  void anAttributeOfItsOwnMakesNoDifference() throws Exception {
    Container tomcat = Picked.container("tomcat", "9.");
    Path filter = CompiledJar.of(WORK.resolve("filter"), "Wrapping", """
        import java.io.IOException;
        import javax.servlet.*;
        import javax.servlet.http.*;

        public class Wrapping implements Filter {
          public void init(FilterConfig config) {
          }

          public void destroy() {
          }

          public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
              throws IOException, ServletException {
            final String kind = ((HttpServletRequest) request).getHeader("X-Kind");
            if ("refuse".equals(kind)) {
              ((HttpServletResponse) response).sendError(403);
              return;
            }
            chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {
              public Object getAttribute(String name) {
                Object own = super.getAttribute(name);
                if (kind == null || !name.startsWith("io.github.realip.") && own != null) {
                  return own;
                }
                return kind.equals("text") ? "198.51.100.1" : kind.equals("null") ? null : new Object();
              }
            }, response);
          }
        }
        """, Launcher.unpacked(tomcat).resolve("lib/servlet-api.jar").toString());
    Launch launch = new Launch(tomcat.withForwarding("remote-ip-filter"), Installed.jdk(17, "a filter"),
        Site.agent(Site.PROXY), true);
    try (ChangedServer server = ChangedServer.start("wrapped", launch, (base, command, environment) -> {
      Files.createDirectories(base.resolve("lib"));
      Files.copy(filter, base.resolve("lib/filter.jar"));
      Path webXml = base.resolve("conf/web.xml");
      Files.writeString(webXml, Files.readString(webXml).replaceFirst(
          "<filter>\\s*<filter-name>remote-ip</filter-name>", FILTER));
    })) {
      for (String kind : List.of("none", "null", "text", "object")) {
        String header = kind.equals("none") ? "X-None: 1" : "X-Kind: " + kind;
        assertEquals("203.0.113.7", server.address(Site.PROXY, "X-Forwarded-For: 6.6.6.6, 203.0.113.7", header), kind);
        assertEquals("127.0.0.66", server.address("127.0.0.66", "X-Forwarded-For: 6.6.6.6", header), kind);
      }
      assertThrows(IOException.class, () -> server.address(Site.PROXY, "X-Kind: refuse"), "the filter is not there");
      assertEquals(List.of(), server.agentLines());
    }
  }
}
