package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that comes and goes while its container stays: none of its class loaders may. Tomcat is told by its
 * manager application, Jetty by the file itself.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("cells")
@Shows(Aspect.REDEPLOYMENT)
class RedeployIT {
  private static final int ROUNDS = 10;
  private static final int PATIENCE_SECONDS = 60;
  private static final String LOADERS = ".*\\.(Parallel|TomEE)?Web[aA]ppClassLoader";
  private static final Set<String> ABLE = Set.of("tomcat", "jetty");

  private static Site site;

  @Parameter
  Cell cell;

  @RegisterExtension
  final FailureReport report = new FailureReport(() -> cell, () -> site);

  @RegisterExtension
  final Measurements measurements = new Measurements(() -> cell);

  /** Samples of the containers that can be told to. */
  static List<Cell> cells() {
    return Selection.OF_THIS_RUN.samplesOf(Cell.all().stream()
        .filter(cell -> ABLE.contains(cell.container().launcher()) && !cell.container().hasOption("jpms")).toList());
  }

  @BeforeParameterizedClassInvocation
  static void start(Cell cell) throws Exception {
    site = Measurements.start(cell, Aspect.REDEPLOYMENT, () -> able(cell).start(Site.agent("127.0.0.10"), false));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (site != null) {
      try (Site ending = site) {
        ending.assertQuiet();
      }
    }
  }

  @BeforeEach
  void needsItsJava() {
    cell.needsItsJava();
  }

  @Test
  void noClassLoaderOfTheApplicationStays() throws Exception {
    int kept = loadersKept(site, "203.0.113.7");

    assertEquals(1, site.server().jvm().instances("io\\.github\\.realip\\.HiddenClassLoader"));
    if (kept > 0) { // some containers do so by themselves on some Javas
      site.close();
      try (Site plain = able(cell).start(List.of(), false)) {
        assertEquals(loadersKept(plain, "127.0.0.10"), kept);
      }
      Measurements.remark(cell, "keeps " + kept + " class loaders of 10 redeployments, without the agent as well");
    }
  }

  private int loadersKept(Site site, String client) throws Exception {
    useTheApplication(site, client);
    int loaders = site.server().jvm().instances(LOADERS);
    assertTrue(loaders > 0);
    for (int round = 0; round < ROUNDS; round++) {
      undeploy(site);
      awaitStatus(site, 404);
      deploy(site);
      awaitStatus(site, 200);
      useTheApplication(site, client);
    }
    assertFalse(site.server().process().log().contains("memory leak"), site.server().process()::log);
    int kept = awaitKept(site, client, loaders);
    if (isTomcat() && kept == 0) { // else the same server without the agent has to keep as many
      assertFalse(manager(site, "findleaks?statusLine=true").contains("Found potential memory leaks"));
    }
    return kept;
  }

  /** A thread of a pool may still have what it did last in mind: it gets other work. */
  private static int awaitKept(Site site, String client, int loaders) throws Exception {
    int kept = ROUNDS;
    for (int attempt = 0; attempt < 10 && kept > 0; attempt++) {
      useTheApplication(site, client);
      kept = site.server().jvm().instances(LOADERS) - loaders;
    }
    return kept;
  }

  private static void useTheApplication(Site site, String client) throws Exception {
    for (String path : new String[] {"/whoami", "/wrapped?depth=2", "/async", "/forward", "/filtered", "/include"}) {
      assertEquals(client, site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1").address());
    }
    assertEquals("198.51.100.99", site.proxied("203.0.113.7", "/overridden").address());
  }

  private static Cell able(Cell cell) {
    return new Cell(cell.container().withOption((cell.container().option() + " redeploy").strip()), cell.java());
  }

  private boolean isTomcat() {
    return cell.container().launcher().equals("tomcat");
  }

  private static Path war(Site site) {
    return site.server().base().resolve("webapps/root.war");
  }

  private void undeploy(Site site) throws IOException {
    if (isTomcat()) {
      manager(site, "undeploy?path=/");
    } else {
      Files.delete(war(site));
    }
  }

  private void deploy(Site site) throws IOException {
    Path built = BuiltFiles.war(cell.container().api());
    if (isTomcat()) {
      manager(site, "deploy?path=/&war=" + built.toUri().getRawPath().replaceFirst("^", "file:"));
    } else {
      Files.copy(built, war(site));
    }
  }

  private static String manager(Site site, String command) throws IOException {
    String login = Base64.getEncoder().encodeToString("manager:manager".getBytes(StandardCharsets.US_ASCII));
    Connection.Response response =
        site.direct("127.0.0.1", "/manager/text/" + command, "Authorization: Basic " + login);
    assertEquals(200, response.status());
    assertTrue(response.body().startsWith("OK"), response::body);
    return response.body();
  }

  private static void awaitStatus(Site site, int status) throws Exception {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (site.direct("127.0.0.1", "/whoami").status() != status) {
      assertTrue(System.nanoTime() < end, () -> "no " + status + " for " + PATIENCE_SECONDS + " s");
      Thread.sleep(50);
    }
  }
}
