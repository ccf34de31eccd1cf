package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event of Java Flight Recorder for each decision, once a recording asks for it; nothing before. */
class RecordingIT {

  private static final Path WORK = BuiltFiles.work("recording");
  private static final Path SETTINGS = Path.of("../../agent/monitoring/realip.jfc").toAbsolutePath().normalize();

  private static final Pattern FIELD = Pattern.compile("(?m)^ +(\\w+) = (.*)$");

  /** The oldest, one whose command line can enable an event, and the newest; in a run of everything all. */
  static IntStream javas() {
    return Selection.OF_THIS_RUN.isAll() ? IntStream.of(8, 11, 17, 21, 25, 27) : IntStream.of(8, 27);
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("javas")
  void eachDecisionIsAnEventWhileARecordingAsks(int java) throws Exception {
    Path file = Directories.fresh(WORK.resolve("" + java)).resolve("decisions.jfr");
    Path classes = WORK.resolve(java + "-classes.log");
    List<String> options = new ArrayList<>(Site.agent(Site.PROXY));
    options.add(java == 8 ? "-verbose:class" : "-Xlog:class+load:file=" + classes);
    try (Site site = Site.start(Picked.launch("undertow", java == 8 ? "2.2" : "2.3", Math.max(java, 8), options))) {
      site.expect(Pattern.compile("^\\[Loaded ")); // the log of classes
      site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.6");
      String loaded = java == 8 ? site.server().process().stdout() : Files.readString(classes);
      assertTrue(loaded.contains("io.github.realip.observe.RequestWatch"), "the log of classes");
      assertFalse(loaded.contains("io.github.realip.observe.DecisionEvent"), "nothing is loaded before");

      Jdk jdk = Installed.jdk(java, "JFR");
      jcmd(jdk, site, "JFR.start", java < 17 ? "settings=" + SETTINGS : "+io.github.realip.Decision#enabled=true");
      await(site, jdk, file);

      Map<String, String> event = events(jdk, file).get(0);
      assertEquals("\"" + Site.PROXY + "\"", event.get("peer"));
      assertEquals("\"FIRST_UNTRUSTED_HOP\"", event.get("reason"));
      assertEquals("\"X-Forwarded-For\"", event.get("header"));
      assertEquals("\"\\u00e9, 203.0.113.7\"", event.get("lines"));
      assertEquals("1", event.get("position"));
      assertEquals("1", event.get("hops"));
      site.assertQuiet();
    }
  }

  /** A runtime image with what a server needs, and no jdk.jfr. */
  @Test
  void withoutTheModuleAllElseWorks() throws Exception {
    Jdk current = Jdk.current();
    Path image = WORK.resolve("image");
    Directories.delete(image);
    try (ChildProcess jlink = ChildProcess.start(WORK.resolve("jlink"), Map.of(), List.of(
        current.tool("jlink").toString(), "--output", image.toString(), "--add-modules",
        "java.base,java.instrument,java.management,java.naming,java.sql,java.logging,java.desktop,java.security.jgss,"
            + "jdk.unsupported"))) {
      assertEquals(0, jlink.exitCode(120), jlink::log);
    }
    Launch launch = Picked.launch("undertow", "2.3", current.version(), Site.agent(Site.PROXY));
    try (Site site = Site.start(new Launch(launch.container(), new Jdk(current.version(), image), launch.options(),
        false))) {
      for (int i = 0; i < 5; i++) {
        assertEquals("203.0.113.7",
            site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7").address());
      }
      site.assertQuiet();
    }
  }

  private static void await(Site site, Jdk jdk, Path file) throws Exception {
    for (int i = 0; i < 20; i++) {
      Thread.sleep(300);
      for (int k = 0; k < 3; k++) {
        site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: \u00e9, 203.0.113.7");
      }
      Files.deleteIfExists(file);
      jcmd(jdk, site, "JFR.dump", "filename=" + file);
      if (!events(jdk, file).isEmpty()) {
        return;
      }
    }
    throw new AssertionError("no event\n" + site.server().process().log());
  }

  /** Those of the test's client, as the JDK that has recorded prints them: later ones miss some of Java 8. */
  private static List<Map<String, String>> events(Jdk jdk, Path file) throws Exception {
    try (ChildProcess print = ChildProcess.start(WORK.resolve("print"), Map.of(),
        List.of(jdk.tool("jfr").toString(), "print", "--events", "io.github.realip.Decision", file.toString()))) {
      assertEquals(0, print.exitCode(60), print::log);
      return Stream.of(print.stdout().split("\\R\\R"))
          .map(event -> FIELD.matcher(event).results().collect(Collectors.toMap(field -> field.group(1),
              field -> field.group(2))))
          .filter(event -> "\"203.0.113.7\"".equals(event.get("client"))).toList();
    }
  }

  private static void jcmd(Jdk jdk, Site site, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), "" + site.server().process().pid()));
    line.addAll(List.of(words));
    try (ChildProcess command = ChildProcess.start(WORK.resolve("jcmd"), Map.of(), line)) {
      assertEquals(0, command.exitCode(60), command::log);
    }
  }
}
