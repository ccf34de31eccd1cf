package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * WildFly's zip, a base directory with its {@code standalone.xml}, and {@code standalone.sh}. With the option
 * {@code redeploy} it looks for applications more often.
 */
final class WildFlyLauncher implements Launcher {
  private static final String LISTENER = "<http-listener ";
  private static final String SCANNER = "scan-interval=\"%d\"";
  private static final String WELCOME_PAGE = "<location name=\"/\" handler=\"welcome-content\"/>";

  /** The vendor's options, but for the one that would leave IPv6 peers outside. */
  private static final String STANDALONE_CONF = """
      . "%s"
      JAVA_OPTS="$JAVA_OPTS -Djava.net.preferIPv4Stack=false"
      """;

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Path home = Launcher.unpacked(launch.container());
    Directories.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
    Path configuration = base.resolve("configuration/standalone.xml");
    Files.writeString(configuration, Launcher.edited(Files.readString(configuration), Map.of(
        LISTENER, LISTENER + "max-header-size=\"2097152\" "
            + (launch.forwarding() ? "proxy-address-forwarding=\"true\" " : ""),
        SCANNER.formatted(5000), SCANNER.formatted(launch.container().hasOption(REDEPLOY) ? 500 : 5000),
        WELCOME_PAGE, "<access-log pattern=\"" + (launch.container().hasOption(EXPLAINED_LOG)
            ? Launcher.documentedPattern("WildFly").replace("\"", "&quot;") : "%a %h %r %{i,X-Forwarded-For}")
            + "\" prefix=\"access.\" rotate=\"false\"/>")));
    Files.writeString(base.resolve("standalone.conf"),
        STANDALONE_CONF.formatted(home.resolve("bin/standalone.conf")));
    Files.createDirectories(base.resolve("deployments"));
    Path war = Files.copy(BuiltFiles.war(launch.container().api()), base.resolve("deployments/ROOT.war"));
    return new Start(
        List.of("sh", home.resolve("bin/standalone.sh").toString(),
            "-b", "0.0.0.0",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + Ports.free(),
            "-Djboss.management.http.port=" + Ports.free()),
        Map.of("RUN_CONF", base.resolve("standalone.conf").toString(), "LAUNCH_JBOSS_IN_BACKGROUND", "true"),
        base.resolve("log/access.log"), new MovedArchive(war));
  }
}
