package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keycloak, as its vendor ships it: its events and what its detection of brute force notes. It takes long, so it is in
 * the run of everything and where it is named alone.
 */
class KeycloakIT {
  private static final String VERSION = "26.7.3";
  private static final String DIRECTORY = "keycloak-" + VERSION;
  private static final int JAVA = 21;
  private static final long PATIENCE_SECONDS = 600;
  private static final Pattern EVENT =
      Pattern.compile("type=\"([A-Z_]+)\".*realmName=\"whoami\".*ipAddress=\"([^\"]*)\"");
  private static final String REALM = """
      {"realm": "whoami", "enabled": true, "sslRequired": "%s", "bruteForceProtected": true, "failureFactor": 30,
       "clients": [{"clientId": "shop", "publicClient": true, "directAccessGrantsEnabled": true}],
       "users": [{"username": "alice", "enabled": true, "email": "alice@example.org", "firstName": "A",
                  "lastName": "B", "credentials": [{"type": "password", "value": "right"}]}]}
      """;

  /** Its {@code proxy-headers}, off and on. */
  static Stream<String> proxyHeaders() {
    Selection run = Selection.OF_THIS_RUN;
    boolean wanted = !run.names().isEmpty()
        && Pattern.compile(run.names(), Pattern.CASE_INSENSITIVE).matcher("Keycloak " + VERSION).find();
    return wanted ? Stream.of("off", "xforwarded") : Stream.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("proxyHeaders")
  void eventsAndTheDetectionOfBruteForceHaveTheClient(String proxyHeaders) throws Exception {
    Jdk jdk = Installed.jdk(JAVA, "Keycloak");
    Path home = built(jdk);
    boolean off = proxyHeaders.equals("off");
    Path imported = Files.createDirectories(home.resolve("data/import")).resolve("whoami-realm.json");
    Files.writeString(imported, REALM.formatted(off ? "none" : "external"));
    int port = Ports.free();
    List<String> command = new ArrayList<>(List.of("start", "--optimized", "--import-realm", "--http-enabled=true",
        "--hostname-strict=false", "--http-port=" + port, "--http-management-port=" + Ports.free(),
        "--log-level=info,org.keycloak.events:debug"));
    if (!off) {
      command.add("--proxy-headers=" + proxyHeaders);
    }
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.home().toString(),
        "JAVA_TOOL_OPTIONS", Launch.toolOptions(Site.agent(Site.PROXY)),
        "KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
    try (ChildProcess keycloak = ChildProcess.start(BuiltFiles.work("servers").resolve("keycloak-" + proxyHeaders),
        environment, script(home, command))) {
      await(keycloak, "Listening on: ");
      InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);

      assertEquals(200, login(server, Site.PROXY, "right", "198.51.100.1, 203.0.113.8").status());
      assertEquals(400, login(server, Site.PROXY, "wrong", "198.51.100.1, 203.0.113.7").status());
      await(keycloak, "LOGIN_ERROR");
      assertEquals(List.of("LOGIN 203.0.113.8", "LOGIN_ERROR 203.0.113.7"), events(keycloak));
      assertEquals("203.0.113.7", lastFailure(server));

      // who comes past the proxy is who he is, whatever he sends
      login(server, "127.0.0.66", "wrong", "198.51.100.1");
      await(keycloak, "ipAddress=\"127.0.0.66\"");
      assertFalse(keycloak.stdout().contains("198.51.100.1"), keycloak::log);
    }
  }

  private static Connection.Response login(InetSocketAddress server, String peer, String password, String forwardedFor)
      throws IOException {
    return post(server, peer, "whoami", "grant_type=password&client_id=shop&username=alice&password=" + password,
        "X-Forwarded-For: " + forwardedFor + "\r\nX-Forwarded-Proto: https\r\n");
  }

  private static Connection.Response post(InetSocketAddress server, String peer, String realm, String form,
      String headers) throws IOException {
    try (Connection connection = Connection.from(peer, server)) {
      connection.send("POST /realms/" + realm + "/protocol/openid-connect/token HTTP/1.1\r\nHost: example.org\r\n"
          + headers + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
          + "\r\n\r\n" + form);
      return connection.read();
    }
  }

  /** From where the last login of the user failed, as an administrator gets it; Keycloak notes it in its own time. */
  private static String lastFailure(InetSocketAddress server) throws Exception {
    String token = post(server, "127.0.0.1", "master", "grant_type=password&client_id=admin-cli&username=admin"
        + "&password=admin", "").json().get("access_token").getAsString();
    try (Connection connection = Connection.from("127.0.0.1", server)) {
      String user = connection.get("/admin/realms/whoami/users?username=alice", "Authorization: Bearer " + token)
          .body().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
      for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;; Thread.sleep(50)) {
        JsonObject noted = connection.get("/admin/realms/whoami/attack-detection/brute-force/users/" + user,
            "Authorization: Bearer " + token).json();
        if (noted.get("numFailures").getAsInt() > 0 || System.nanoTime() > end) {
          return noted.get("lastIPFailure").getAsString();
        }
      }
    }
  }

  private static List<String> events(ChildProcess keycloak) {
    List<String> events = new ArrayList<>();
    for (Matcher event = EVENT.matcher(keycloak.stdout()); event.find();) {
      events.add(event.group(1) + " " + event.group(2));
    }
    return events;
  }

  private static void await(ChildProcess keycloak, String said) throws InterruptedException {
    for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L; !keycloak.stdout().contains(said);) {
      assertTrue(keycloak.isAlive() && System.nanoTime() < end, () -> "not said: " + said + "\n" + keycloak.log());
      Thread.sleep(50);
    }
  }

  /** The unpacked distribution, which is built once for the database that it forgets at its end. */
  private static Path built(Jdk jdk) throws Exception {
    Path archive = Artifacts.file("org.keycloak:keycloak-quarkus-dist:zip:" + VERSION);
    Path home = Archive.unpacked(archive, BuiltFiles.shared(DIRECTORY)).resolve(DIRECTORY);
    Path done = home.resolve("built");
    if (!Files.exists(done)) {
      try (ChildProcess build = ChildProcess.start(home.resolve("data/build"),
          Map.of("JAVA_HOME", jdk.home().toString()), script(home, List.of("build", "--db=dev-mem")))) {
        assertEquals(0, build.exitCode(PATIENCE_SECONDS), build::log);
      }
      Files.createFile(done);
    }
    return home;
  }

  private static List<String> script(Path home, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("bash", home.resolve("bin/kc.sh").toString()));
    command.addAll(arguments);
    return command;
  }
}
