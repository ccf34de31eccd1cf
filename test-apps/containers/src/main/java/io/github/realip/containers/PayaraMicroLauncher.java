package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Payara Micro's one jar, {@code java -jar} with the application on the command line; or, with the option
 * {@code redeploy}, where it finds it by itself, as GlassFish does.
 */
final class PayaraMicroLauncher implements Launcher {
  private static final String HTTP =
      "set configs.config.server-config.network-config.protocols.protocol.http-listener.http.";
  private static final String LOG = "set configs.config.server-config.http-service.access-log.";

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    List<String> settings = new ArrayList<>(List.of(
        HTTP + "header-buffer-length-bytes=2097152",
        HTTP + "max-connections=-1",
        LOG + "format=" + GlassFishLauncher.logFormat(container),
        LOG + "rotation-enabled=false"));
    if (launch.forwarding()) {
      settings.add(HTTP + "auth-pass-through-enabled=true");
      settings.add(HTTP + "scheme-mapping=X-Forwarded-Proto");
    }
    Path commands = Files.write(base.resolve("preboot"), settings);
    Path logs = Files.createDirectories(base.resolve("logs"));
    Path root = Files.createDirectories(base.resolve("root"));
    List<String> command = new ArrayList<>(List.of(launch.jdk().tool("java").toString(),
        "-jar", Artifacts.file(container.coordinates() + ":" + container.version()).toString(),
        "--unpackdir", Files.createDirectories(base.resolve("runtime")).toString(),
        "--rootdir", root.toString(),
        "--nocluster", "--disablephonehome",
        "--port", String.valueOf(port),
        "--prebootcommandfile", commands.toString(),
        "--accesslog", logs.toString(), "--accessloginterval", "1"));
    Redeployment redeployment = null;
    if (container.hasOption(REDEPLOY)) {
      redeployment = new MovedArchive(GlassFishLauncher.autodeployed(container, root));
    } else {
      command.addAll(List.of("--deploy", BuiltFiles.war(container.api()).toString(), "--contextroot", "/"));
    }
    return new Start(command, Map.of(), logs.resolve("server_access_log.txt"), redeployment);
  }
}
