package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tomcat's or TomEE's zip, a base directory with a server.xml of our own, and {@code catalina.sh run}. With the option
 * {@code classpath} its jars are on the class path of the JVM instead, where Java's caches of classes reach them; with
 * {@code redeploy} its manager application is deployed, too; with {@code lists} it has the valves that are lists; with
 * {@code tls} a connector for TLS, and with {@code nio2} its connectors read asynchronously. Its
 * redirects are absolute, and {@code /context} is an empty application. Its forwarding component is the valve, with
 * {@code remote-ip-filter} the filter, behind which there is one that sets {@code Strict-Transport-Security}; its log
 * then has the name and the port of the server.
 */
final class TomcatLauncher implements Launcher {
  private static final String SERVER_XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Server port="-1">
        %s
        <Service name="Catalina">
          <Connector port="%d" protocol="%s" maxHttpHeaderSize="2097152" maxKeepAliveRequests="-1"
                     redirectPort="8443" connectionTimeout="%d">
            %s
          </Connector>
          %s
          <Engine name="Catalina" defaultHost="localhost">
            <Realm className="org.apache.catalina.realm.MemoryRealm"/>
            <Host name="localhost" appBase="webapps">
              %s
              %s
              <Valve className="org.apache.catalina.valves.AccessLogValve" directory="logs" prefix="access"
                     suffix=".log" rotatable="false" buffered="false" pattern="%s %%r %%{X-Forwarded-For}i"/>
            </Host>
          </Engine>
        </Service>
      </Server>
      """;
  private static final String REMOTE_IP_VALVE =
      "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\" protocolHeader=\"X-Forwarded-Proto\"/>";
  private static final String LIST_VALVES = """
              <Valve className="org.apache.catalina.valves.RemoteAddrValve" deny="%s"/>
              <Valve className="org.apache.catalina.valves.RemoteCIDRValve" allow="%s, 127.0.0.10, 127.0.0.1"/>
      """.formatted(Launcher.KEPT_OUT.replace(".", "\\."), Launcher.LET_IN);
  private static final String FILTER = "remote-ip-filter";
  private static final String REMOTE_IP_FILTER = """
        <filter>
          <filter-name>remote-ip</filter-name>
          <filter-class>org.apache.catalina.filters.RemoteIpFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>protocolHeader</param-name>
            <param-value>X-Forwarded-Proto</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>remote-ip</filter-name>
          <url-pattern>/*</url-pattern>
          <dispatcher>REQUEST</dispatcher>
        </filter-mapping>
        <filter>
          <filter-name>hsts</filter-name>
          <filter-class>org.apache.catalina.filters.HttpHeaderSecurityFilter</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>hsts</filter-name>
          <url-pattern>/*</url-pattern>
          <dispatcher>REQUEST</dispatcher>
        </filter-mapping>
      </web-app>
      """;
  private static final String TLS_CONNECTOR = """
      <Connector port="%d" protocol="%s" SSLEnabled="true" scheme="https" secure="true" connectionTimeout="20000">
        <SSLHostConfig>
          <Certificate certificateKeystoreFile="%s" certificateKeystorePassword="%s" type="RSA"/>
        </SSLHostConfig>
        %s
      </Connector>
      """;
  private static final String HTTP2 = "<UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/>";

  @Override
  public List<String> otherForwarding(Container container) {
    return List.of(FILTER);
  }

  /** Without the request, which stands behind it anyway. */
  private static String explainedLog(Container container) throws IOException {
    return Launcher.documentedPattern(container.version().startsWith("7.") ? "Tomcat 7" : "Tomcat 8.5")
        .replace(" \"%r\"", "");
  }

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path home = Launcher.unpacked(container);
    Directories.copy(home.resolve("conf"), base.resolve("conf"));
    boolean filter = container.hasOption(FILTER);
    boolean lists = container.hasOption(LISTS);
    Files.writeString(base.resolve("conf/server.xml"), SERVER_XML.formatted(
        listeners(home), port, protocol(container), lists ? HEAD_MILLIS : 20_000, http2(container),
        container.hasOption(TLS) ? tls(launch, base) : "",
        container.differs(Difference.ONE_APPLICATION) ? ""
            : "<Context path=\"/context\" docBase=\"" + base.resolve("context") + "\"/>",
        (launch.forwarding() && !filter ? REMOTE_IP_VALVE : "") + (lists ? LIST_VALVES : ""),
        container.hasOption(EXPLAINED_LOG) ? explainedLog(container).replace("\"", "&quot;")
            : lists ? "%a %{peer}a" : filter ? "%a %v %p" : "%a %h"));
    Path contextXml = base.resolve("conf/context.xml");
    Files.writeString(contextXml,
        Files.readString(contextXml).replace("<Context>", "<Context useRelativeRedirects=\"false\">"));
    if (launch.forwarding() && filter) {
      Path webXml = base.resolve("conf/web.xml");
      Files.writeString(webXml, Files.readString(webXml).replace("</web-app>", REMOTE_IP_FILTER));
    }
    Files.createDirectories(base.resolve("logs"));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("context"));
    Files.createDirectories(base.resolve("webapps"));
    Files.copy(BuiltFiles.war(container.api()), base.resolve("webapps/ROOT.war"));
    if (container.hasOption(REDEPLOY)) {
      Directories.copy(home.resolve("webapps/manager"), base.resolve("webapps/manager"));
      Files.writeString(base.resolve("conf/tomcat-users.xml"), TomcatManager.USERS_XML);
    }
    return new Start(
        container.hasOption("classpath") ? onClassPath(launch, home, base) : byScript(home),
        Map.of("CATALINA_HOME", home.toString(), "CATALINA_BASE", base.toString()),
        base.resolve("logs/access.log"), new TomcatManager(port, BuiltFiles.war(container.api())));
  }

  private static String protocol(Container container) {
    return container.hasOption("nio2") ? "org.apache.coyote.http11.Http11Nio2Protocol" : "HTTP/1.1";
  }

  private static String http2(Container container) {
    return container.differs(Difference.NO_HTTP2) ? "" : HTTP2;
  }

  private static String tls(Launch launch, Path base) throws IOException {
    int port = Ports.free();
    Files.writeString(base.resolve(TLS_PORT), String.valueOf(port));
    Path store = Certificate.store(launch.jdk(), base, "localhost");
    return TLS_CONNECTOR.formatted(port, protocol(launch.container()), store, Certificate.PASSWORD,
        http2(launch.container()));
  }

  /** The vendor's own, which make the server what it is: TomEE is one of them. */
  private static String listeners(Path home) throws IOException {
    String vendors = Files.readString(home.resolve("conf/server.xml")).replaceAll("(?s)<!--.*?-->", "");
    return Pattern.compile("<Listener [^>]*/>").matcher(vendors).results().map(MatchResult::group)
        .filter(listener -> !listener.contains("GlobalResources")).collect(Collectors.joining("\n  "));
  }

  private static List<String> byScript(Path home) {
    return List.of("sh", home.resolve("bin/catalina.sh").toString(), "run");
  }

  private static List<String> onClassPath(Launch launch, Path home, Path base) throws IOException {
    List<String> jars = new ArrayList<>();
    jars.add(home.resolve("bin/bootstrap.jar").toString());
    jars.add(home.resolve("bin/tomcat-juli.jar").toString());
    try (Stream<Path> lib = Files.list(home.resolve("lib"))) {
      lib.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().forEach(jars::add);
    }
    return List.of(
        launch.jdk().tool("java").toString(),
        "-classpath", String.join(File.pathSeparator, jars),
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + base,
        "org.apache.catalina.startup.Bootstrap", "start");
  }
}
