package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads headers for the application reads them as verified: CGI's variables, and a resource of JAX-RS. */
class HeadersInFrameworksIT {
  private static final Path WORK = BuiltFiles.work("frameworks");
  private static final String WEB_XML = """
      <web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0" metadata-complete="true">
        <servlet>
          <servlet-name>cgi</servlet-name>
          <servlet-class>org.apache.catalina.servlets.CGIServlet</servlet-class>
          <init-param><param-name>executable</param-name><param-value>/bin/sh</param-value></init-param>
          <init-param><param-name>cgiPathPrefix</param-name><param-value>WEB-INF/cgi</param-value></init-param>
          <init-param><param-name>envHttpHeaders</param-name><param-value>.*</param-value></init-param>
        </servlet>
        <servlet-mapping><servlet-name>cgi</servlet-name><url-pattern>/cgi/*</url-pattern></servlet-mapping>
        <servlet>
          <servlet-name>rest</servlet-name>
          <servlet-class>org.glassfish.jersey.servlet.ServletContainer</servlet-class>
          <init-param>
            <param-name>jersey.config.server.provider.classnames</param-name>
            <param-value>Headers</param-value>
          </init-param>
        </servlet>
        <servlet-mapping><servlet-name>rest</servlet-name><url-pattern>/rest/*</url-pattern></servlet-mapping>
      </web-app>
      """;
  private static final String SCRIPT = """
      printf 'Content-Type: text/plain\\r\\n\\r\\n'
      echo "$REMOTE_ADDR $HTTP_X_FORWARDED_FOR $HTTP_HTTP_CLIENT_IP $HTTP_X_OTHER"
      """;
  private static final String RESOURCE = """
      import javax.ws.rs.*;
      import javax.ws.rs.core.*;

      @Path("/")
      public class Headers {
        @GET
        @Produces("text/plain")
        public String seen(@HeaderParam("X-Forwarded-For") String one, @Context HttpHeaders all) {
          return one + " " + all.getHeaderString("x-forwarded-for") + " " + all.getRequestHeader("HTTP_CLIENT_IP") + " "
              + all.getRequestHeaders().getFirst("X-Other");
        }
      }
      """;

  static List<String> tomcats() {
    return Selection.OF_THIS_RUN.isAll() ? List.of("9.", "11.") : List.of("9.");
  }

  @ParameterizedTest
  @MethodSource("tomcats")
  void theyReadTheClient(String version) throws Exception {
    Container container = Picked.container("tomcat", version).withOption(Launcher.REDEPLOY);
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.add("-Drealip.rewrite=headers");
    try (Site site = Site.start(new Launch(container, Installed.jdk(17, container.toString()), options, false))) {
      ((TomcatManager) site.server().redeployment()).deploy("/frameworks", application(container.api()));
      assertEquals("203.0.113.7 203.0.113.7 203.0.113.7 6.6.6.7", seen(site, Site.PROXY, "cgi/seen.sh"));
      assertEquals("127.0.0.66   6.6.6.7", seen(site, "127.0.0.66", "cgi/seen.sh"));
      assertEquals("203.0.113.7 203.0.113.7 [203.0.113.7] 6.6.6.7", seen(site, Site.PROXY, "rest/"));
      String stranger = seen(site, "127.0.0.66", "rest/");
      assertTrue(stranger.matches("null null (null|\\[]) 6\\.6\\.6\\.7"), stranger);
      site.assertQuiet();
    }
  }

  private static String seen(Site site, String peer, String path) throws Exception {
    Connection.Response response = site.direct(peer, "/frameworks/" + path, "X-Forwarded-For: 6.6.6.6, 203.0.113.7",
        "HTTP_CLIENT_IP: 6.6.6.6", "X-Other: 6.6.6.7");
    assertEquals(200, response.status(), response::toString);
    return response.body().strip();
  }

  private static Path application(String api) throws Exception {
    Path directory = Directories.fresh(WORK.resolve(api));
    Path inside = Files.createDirectories(directory.resolve("WEB-INF"));
    Path libraries = Files.createDirectories(inside.resolve("lib"));
    Path script = Files.createDirectories(inside.resolve("cgi")).resolve("seen.sh");
    Files.writeString(script, SCRIPT);
    Files.writeString(inside.resolve("web.xml"), WEB_XML);
    Files.writeString(Files.createDirectories(directory.resolve("META-INF")).resolve("context.xml"),
        "<Context privileged=\"true\"/>");
    String jersey = api.equals("javax") ? "2.41" : "3.1.5";
    List<Path> jars = new ArrayList<>();
    for (String module : List.of("containers:jersey-container-servlet", "inject:jersey-hk2")) {
      jars.addAll(Artifacts.classPath("org.glassfish.jersey." + module + ":" + jersey));
    }
    Path resource = CompiledJar.of(WORK.resolve(api + "-resource"), "Headers", RESOURCE.replace("javax.", api + "."),
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    jars.add(resource);
    for (Path jar : jars) {
      Path copy = libraries.resolve(jar.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(jar, copy);
      }
    }
    return directory;
  }
}
