package io.github.realip.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GlassFish's zip, a copy of its domain, and {@code startserv}, which supervisors and images run: a signal to
 * {@code asadmin start-domain --verbose} leaves the server of GlassFish 8 behind.
 */
final class GlassFishLauncher implements Launcher {
  private static final Pattern PORT = Pattern.compile(
      "(?<= port=\")\\d+(?=\")|(?<=\"JMS_PROVIDER_PORT\" value=\")\\d+|(?<=telnet\\.port=)\\d+");
  private static final String LISTENER = "<http default-virtual-server=\"server\" ";
  private static final String FORWARDING = "auth-pass-through-enabled=\"true\" scheme-mapping=\"X-Forwarded-Proto\" ";

  /** The name of the file alone would put it at /ROOT. */
  private static final String AT_ROOT = """
      <!DOCTYPE glassfish-web-app PUBLIC "-//GlassFish.org//DTD GlassFish Application Server 3.1 Servlet 3.0//EN"
          "http://glassfish.org/dtds/glassfish-web-app_3_0-1.dtd">
      <glassfish-web-app><context-root>/</context-root></glassfish-web-app>
      """;

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path home = Launcher.unpacked(launch.container()).resolve("glassfish");
    Path domain = base.resolve("domains/domain1");
    Files.createDirectories(domain.getParent());
    Directories.copy(home.resolve("domains/domain1"), domain);
    Path configuration = domain.resolve("config/domain.xml");
    String edited = Launcher.edited(Files.readString(configuration), Map.of(
        LISTENER, LISTENER + "header-buffer-length-bytes=\"2097152\" " + (launch.forwarding() ? FORWARDING : ""),
        "max-connections=\"250\"", "max-connections=\"-1\"",
        "<http-service>", "<http-service access-logging-enabled=\"true\">",
        "<access-log/>", "<access-log format=\"" + logFormat(launch.container()) + "\""
            + " write-interval-seconds=\"1\" rotation-enabled=\"false\"/>"));
    Files.writeString(configuration, PORT.matcher(edited).replaceAll(
        found -> String.valueOf(found.group().equals("8080") ? port : Ports.free())));
    Path war = autodeployed(launch.container(), domain);
    Path java = launch.jdk().home();
    return new Start(
        List.of("bash", home.resolve("bin/startserv").toString(),
            "--domaindir", domain.getParent().toString(), "domain1"),
        Map.of("AS_JAVA", java.toString(), // some versions ask this, others take the first on the path
            "PATH", java.resolve("bin") + File.pathSeparator + System.getenv("PATH")),
        domain.resolve("logs/access/server_access_log.txt"), new MovedArchive(war));
  }

  /** What is logged of each request, also by Payara. */
  static String logFormat(Container container) throws IOException {
    return container.hasOption(EXPLAINED_LOG) ? Launcher.documentedPattern("GlassFish, Payara")
        : "%client.dns%%client.name%%request%%query-str%%header.x-forwarded-for%";
  }

  /** Puts the application where the server finds it by itself. */
  static Path autodeployed(Container container, Path domain) throws IOException {
    Path war = Files.createDirectories(domain.resolve("autodeploy")).resolve("ROOT.war");
    Files.copy(BuiltFiles.war(container.api()), war);
    try (FileSystem content = FileSystems.newFileSystem(war)) {
      Files.writeString(content.getPath("WEB-INF/glassfish-web.xml"), AT_ROOT);
    }
    return war;
  }
}
