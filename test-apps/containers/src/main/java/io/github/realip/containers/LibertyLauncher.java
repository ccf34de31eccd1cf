package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Open Liberty's zip, a server.xml of our own, and {@code server run}. Its options are the features to switch on; with
 * {@value #TLS} among them, the one that has TLS is to be there, too.
 */
final class LibertyLauncher implements Launcher {
  /** With fewer threads than streams of HTTP/2 at once, all may wait for one that writes; with or without an agent. */
  private static final int THREADS = 120;
  private static final String SERVER_XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <server>
        <executor coreThreads="%d"/>
        <featureManager>%s</featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="*" httpPort="%d" httpsPort="%d">
          <accessLogging filePath="${server.output.dir}/logs/access.log" logFormat="%s"/>
          <httpOptions maxKeepAliveRequests="-1"/>
          %s
        </httpEndpoint>
        %s
        %s
        <webApplication location="%s" contextRoot="/"/>
      </server>
      """;
  private static final String REMOTE_IP = "<remoteIp useRemoteIpInAccessLog=\"true\"/>";
  /** Believes the headers of the web server's plug-in, whoever sends them. */
  private static final String PLUG_IN = "<httpDispatcher trustedSensitiveHeaderOrigin=\"*\"/>";

  /** What the application says in code is not kept by Liberty. */
  private static final String CONSTRAINT = """
      <security-constraint>
        <web-resource-collection>
          <web-resource-name>confidential</web-resource-name><url-pattern>/confidential</url-pattern>
        </web-resource-collection>
        <user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint>
      </security-constraint>
      </web-app>""";
  private static final String KEYS = "<keyStore id=\"defaultKeyStore\" location=\"%s\" password=\"%s\"/>";

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path home = Launcher.unpacked(launch.container());
    Path server = Files.createDirectories(base.resolve("servers/whoami"));
    Path war = Files.createDirectories(server.resolve("apps")).resolve("whoami.war");
    Files.copy(BuiltFiles.war(launch.container().api()), war);
    boolean tls = launch.container().hasOption(TLS);
    int tlsPort = tls ? Ports.free() : -1;
    if (tls) {
      Files.writeString(base.resolve(TLS_PORT), String.valueOf(tlsPort));
      try (FileSystem archive = FileSystems.newFileSystem(war)) {
        Path descriptor = archive.getPath("WEB-INF/web.xml");
        Files.writeString(descriptor, Launcher.edited(Files.readString(descriptor), Map.of("</web-app>", CONSTRAINT)));
      }
    }
    Files.writeString(server.resolve("server.xml"), SERVER_XML.formatted(
        THREADS, (launch.container().option() + ' ').replace(REDEPLOY, "").replace(EXPLAINED_LOG, "")
            .replace(TLS + ' ', "").replaceAll("\\S+", "<feature>$0</feature>"),
        port, tlsPort, launch.container().hasOption(EXPLAINED_LOG)
            ? Launcher.documentedPattern("Open Liberty").replace("\"", "&quot;") : "%a %h %r %{X-Forwarded-For}i",
        launch.forwarding() ? REMOTE_IP : "", launch.forwarding() ? PLUG_IN : "",
        tls ? KEYS.formatted(Certificate.store(launch.jdk(), base, "localhost"), Certificate.PASSWORD) : "", war));
    return new Start(
        List.of("sh", home.resolve("bin/server").toString(), "run", "whoami"),
        Map.of("WLP_USER_DIR", base.toString()),
        server.resolve("logs/access.log"), new MovedArchive(war));
  }
}
