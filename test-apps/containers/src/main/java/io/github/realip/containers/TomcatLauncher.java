package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tomcat's zip, a base directory with a server.xml of our own, and {@code catalina.sh run}. */
final class TomcatLauncher implements Launcher {
  private static final String SERVER_XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Server port="-1">
        <Service name="Catalina">
          <Connector port="%d" protocol="HTTP/1.1" maxHttpHeaderSize="2097152"/>
          <Engine name="Catalina" defaultHost="localhost">
            <Host name="localhost" appBase="webapps">
              %s
              <Valve className="org.apache.catalina.valves.AccessLogValve" directory="logs" prefix="access"
                     suffix=".log" rotatable="false" buffered="false" pattern="%%a %%h %%r"/>
            </Host>
          </Engine>
        </Service>
      </Server>
      """;
  private static final String REMOTE_IP_VALVE =
      "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\" protocolHeader=\"X-Forwarded-Proto\"/>";

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path home = Launcher.unpacked(launch.container());
    Directories.copy(home.resolve("conf"), base.resolve("conf"));
    Files.writeString(base.resolve("conf/server.xml"),
        SERVER_XML.formatted(port, launch.forwarding() ? REMOTE_IP_VALVE : ""));
    Files.createDirectories(base.resolve("logs"));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("webapps"));
    Files.copy(BuiltFiles.war(launch.container().api()), base.resolve("webapps/ROOT.war"));
    return new Start(
        List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"),
        Map.of("CATALINA_HOME", home.toString(), "CATALINA_BASE", base.toString()),
        base.resolve("logs/access.log"));
  }
}
