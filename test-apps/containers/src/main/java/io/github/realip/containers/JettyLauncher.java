package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jetty's zip, a base directory, and {@code java -jar start.jar} with the modules named on the command line. The option
 * {@code ee8} to {@code ee11} is Jetty 12's environment, {@code jpms} runs Jetty as modules of Java,
 * {@code redeploy} lets it look each second whether the application has changed, {@code lists} adds the modules that
 * are lists, the time for a head and, where it tells requests apart, the one that lets each client have one thread.
 */
final class JettyLauncher implements Launcher {
  /** What Jetty 9.2 has no module for. */
  private static final String FORWARDED_XML = """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_0.dtd">
      <Configure id="httpConfig" class="org.eclipse.jetty.server.HttpConfiguration">
        <Call name="addCustomizer">
          <Arg><New class="org.eclipse.jetty.server.ForwardedRequestCustomizer"/></Arg>
        </Call>
      </Configure>
      """;
  private static final String DOS_XML = """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_0.dtd">
      <Configure id="Server" class="org.eclipse.jetty.server.Server">
        <Call name="insertHandler">
          <Arg>
            <New class="org.eclipse.jetty.server.handler.DoSHandler">
              <Arg><Get class="org.eclipse.jetty.server.handler.DoSHandler" name="ID_FROM_REMOTE_ADDRESS"/></Arg>
              <Arg>
                <New class="org.eclipse.jetty.server.handler.DoSHandler$LeakingBucketTrackerFactory">
                  <Arg type="int">2</Arg>
                </New>
              </Arg>
              <Arg><New class="org.eclipse.jetty.server.handler.DoSHandler$StatusRejectHandler"/></Arg>
              <Arg type="int">-1</Arg>
              <Call name="includePath"><Arg><Array type="String"><Item>/address</Item></Array></Arg></Call>
            </New>
          </Arg>
        </Call>
      </Configure>
      """;

  private static final String SECURED_XML = """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_0.dtd">
      <Configure id="Server" class="org.eclipse.jetty.server.Server">
        <Call name="insertHandler">
          <Arg><New class="org.eclipse.jetty.server.handler.SecuredRedirectHandler"/></Arg>
        </Call>
      </Configure>
      """;
  private static final String SECURED_XML_OF_JETTY_9 = """
      <?xml version="1.0"?>
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_0.dtd">
      <Configure id="Server" class="org.eclipse.jetty.server.Server">
        <Get id="next" name="handler"/>
        <Set name="handler">
          <New class="org.eclipse.jetty.server.handler.HandlerList">
            <Set name="handlers">
              <Array type="org.eclipse.jetty.server.Handler">
                <Item><New class="org.eclipse.jetty.server.handler.SecuredRedirectHandler"/></Item>
                <Item><Ref refid="next"/></Item>
              </Array>
            </Set>
          </New>
        </Set>
      </Configure>
      """;

  @Override
  public Start prepare(Launch launch, Path base, int port) throws IOException {
    Container container = launch.container();
    Path home = Launcher.unpacked(container);
    Files.createDirectories(base.resolve("webapps"));
    Files.createDirectories(base.resolve("work"));
    Files.createDirectories(base.resolve("logs"));
    Path war = Files.copy(BuiltFiles.war(container.api()), base.resolve("webapps/root.war"));

    String environment = Stream.of("ee8", "ee9", "ee10", "ee11").filter(container::hasOption)
        .map(option -> option + "-").findFirst().orElse("");
    List<String> command = new ArrayList<>(List.of(
        launch.jdk().tool("java").toString(),
        "-jar", home.resolve("start.jar").toString(),
        "jetty.base=" + base,
        "--module=http",
        "--module=requestlog",
        "jetty.http.port=" + port,
        "jetty.httpConfig.requestHeaderSize=2097152",
        "jetty.requestlog.filePath=access.log",
        "jetty.requestlog.formatString=" + (container.hasOption(EXPLAINED_LOG) ? Launcher.documentedPattern("Jetty")
            : "%{client}a " + (container.hasOption(LISTS) ? "%{remote}a " : "") + "\"%r\" %{X-Forwarded-For}i")));
    if (container.hasOption(LISTS)) {
      command.addAll(lists(home, base));
    }
    if (container.hasOption(PROXY_PROTOCOL)) {
      command.add("--module=proxy-protocol");
    }
    if (container.hasOption(TLS)) {
      command.addAll(tls(launch, base));
    }
    if (container.hasOption(SECURED)) {
      Files.writeString(base.resolve("secured.xml"),
          container.version().startsWith("12.") ? SECURED_XML : SECURED_XML_OF_JETTY_9);
      command.addAll(List.of("secured.xml", "jetty.httpConfig.securePort=8443"));
    }
    if (container.hasOption(REDEPLOY)) {
      command.add("jetty.deploy.scanInterval=1");
    }
    if (container.hasOption("jpms")) {
      command.add("--jpms");
    }
    module(home, "http2c").ifPresentOrElse(command::add, () -> command.addAll(namesOfJetty92(port)));
    if (launch.forwarding()) {
      command.add(module(home, "http-forwarded").orElse("forwarded.xml"));
      Files.writeString(base.resolve("forwarded.xml"), FORWARDED_XML);
    }
    // these come last: what stands behind them is said to the environment, not to the server
    command.add("--module=" + environment + "deploy");
    module(home, environment + "websocket-javax", environment + "websocket-jakarta", "websocket")
        .ifPresent(command::add);
    // Jetty 12 makes an empty file where the archive was, and deletes it, before it is done
    Redeployment redeployment = new MovedArchive(war, environment.isEmpty() ? null : base.resolve("work"));
    return new Start(command, Map.of(), base.resolve("access.log"), redeployment);
  }

  private static List<String> tls(Launch launch, Path base) throws IOException {
    int port = Ports.free();
    Files.writeString(base.resolve(TLS_PORT), String.valueOf(port));
    Path store = Certificate.store(launch.jdk(), Files.createDirectories(base.resolve("etc")), "localhost");
    Files.move(store, base.resolve("etc/keystore")); // where Jetty 9 has it, and looks for whom to trust
    List<String> words = new ArrayList<>(List.of("--module=https"));
    if (launch.container().version().startsWith("9.2.")) {
      words.add("https.port=" + port);
      for (String what : List.of("keystore", "keymanager", "truststore")) {
        words.add("jetty." + what + ".password=" + Certificate.PASSWORD);
      }
    } else {
      words.addAll(List.of("jetty.ssl.port=" + port, "jetty.sslContext.keyStorePath=etc/keystore"));
      for (String what : List.of("keyStore", "keyManager", "trustStore")) {
        words.add("jetty.sslContext." + what + "Password=" + Certificate.PASSWORD);
      }
    }
    return words;
  }

  private static List<String> lists(Path home, Path base) throws IOException {
    String xml = "jetty-inetaccess.xml";
    Files.copy(home.resolve("modules/inetaccess").resolve(xml),
        Files.createDirectories(base.resolve("etc")).resolve(xml));
    List<String> lists = new ArrayList<>(List.of("--module=inetaccess",
        "jetty.inetaccess.include=" + LET_IN + ",127.0.0.10,127.0.0.1",
        "jetty.inetaccess.exclude=" + KEPT_OUT,
        "jetty.http.idleTimeout=" + HEAD_MILLIS));
    module(home, "thread-limit").ifPresent(module -> lists.addAll(List.of(module, "jetty.threadlimit.threadLimit=1")));
    if (module(home, "dos").isPresent()) { // whose own XML names classes and constructors that there are not
      Files.writeString(base.resolve("dos.xml"), DOS_XML);
      lists.add("dos.xml");
    }
    return lists;
  }

  /** The first of these modules that this Jetty has. */
  private static Optional<String> module(Path home, String... names) {
    return Stream.of(names).filter(name -> Files.exists(home.resolve("modules/" + name + ".mod"))).findFirst()
        .map(name -> "--module=" + name);
  }

  private static List<String> namesOfJetty92(int port) {
    return List.of(
        "jetty.port=" + port,
        "jetty.request.header.size=2097152",
        "requestlog.filename=/access.log");
  }
}
