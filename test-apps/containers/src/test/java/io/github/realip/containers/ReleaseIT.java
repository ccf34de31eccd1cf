package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages tell those to type who publish the agent or its pages, in clean clones. Nothing is published. */
class ReleaseIT {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static Path directory;
  private static String version;
  private static String stem;
  private static String command;

  @BeforeAll
  static void readThePage() throws IOException {
    assumeTrue(Files.exists(ROOT.resolve(".git")), "these sources have no history to clone");
    directory = Files.createTempDirectory("realip-release");
    command = commandOf(BuiltFiles.documentation("releasing.md"), " -DskipPublishing ");
    version = command.replaceFirst(".* -Drevision=(\\S+).*", "$1");
    stem = "agent/target/staging/io/github/realip/realip-agent/" + version + "/realip-agent-" + version;
  }

  @AfterAll
  static void delete() throws IOException {
    if (directory != null) {
      Directories.delete(directory);
    }
  }

  @Test
  void whatIsWrongIsSaidAtOnce() throws Exception {
    Path clone = clone("wrong");
    String snapshot = version + "-SNAPSHOT";
    assertEquals(List.of("cannot release version " + snapshot + ": a release is MAJOR.MINOR.PATCH; set -Drevision"),
        cannot(run(clone, Map.of("MAVEN_GPG_KEY", "none"), command.replace(version, snapshot), 1)));
    assertEquals(List.of("cannot sign: set MAVEN_GPG_KEY to the private key, as gpg --armor --export-secret-keys"
        + " prints it"), cannot(run(clone, Map.of(), command, 1)));
  }

  @Test
  void twoClonesGiveTheSameFilesAndCentralGetsWhatItAsksFor() throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "takes long: -Pall");
    Map<String, String> key = Map.of("GNUPGHOME", Files.createDirectories(directory.resolve("keys")).toString());
    run(directory, key, "chmod 700 keys; gpg --batch --quiet --passphrase '' --quick-generate-key"
        + " 'A Test <test@example.com>' rsa3072 sign never", 0);
    Map<String, String> signing = new HashMap<>(key);
    signing.put("MAVEN_GPG_KEY", run(directory, key, "gpg --batch --armor --export-secret-keys", 0).stdout());
    Path clone = clone("one");
    run(clone, signing, command + " -DskipTests", 0);
    Path other = clone("another");
    run(other, signing, command + " -DskipTests", 0);
    Map<String, String> files = staged(clone);
    assertEquals(files, staged(other));
    assertTrue(files.size() >= 5, files::toString);

    for (String file : List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom", "-cyclonedx.json")) {
      run(clone, key, "gpg --batch --verify " + stem + file + ".asc " + stem + file, 0);
    }
    String pom = Files.readString(clone.resolve(stem + ".pom"));
    for (String element : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      assertTrue(pom.contains("<" + element + ">"), element);
    }
    assertFalse(pom.contains("<parent>") || pom.contains("<dependency>") || pom.contains("${"), pom);
    try (JarFile sources = new JarFile(clone.resolve(stem + "-sources.jar").toFile());
        JarFile javadoc = new JarFile(clone.resolve(stem + "-javadoc.jar").toFile())) {
      for (String type : List.of("RealIpAgent", "resolve/Resolver", "cli/Cli", "observe/RealIpMXBean")) {
        assertTrue(sources.getEntry("io/github/realip/" + type + ".java") != null, type);
        assertTrue(javadoc.getEntry("io/github/realip/" + type + ".html") != null, type);
      }
    }
  }

  @Test
  void theSiteHasEachPage() throws Exception {
    assumeTrue(Selection.OF_THIS_RUN.isAll(), "takes long: -Pall");
    Path clone = clone("site");
    run(clone, Map.of(), commandOf(ROOT.resolve("test-apps/README.md"), " -Psite package "), 0);
    run(clone, Map.of(), commandOf(ROOT.resolve("test-apps/README.md"), " -Psite verify "), 0);
    Path site = clone.resolve("docs/target/site");
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      for (Path page : pages.filter(each -> each.toString().endsWith(".md")).toList()) {
        String html = page.getFileName().toString().replaceFirst("md$", "html");
        assertTrue(Files.exists(site.resolve("docs").resolve(html)), html);
      }
    }
    for (String file : List.of("index.html", "decision/decision.html", "decision/decision.js")) {
      assertTrue(Files.exists(site.resolve(file)), file);
    }
  }

  private static String commandOf(Path page, String part) throws IOException {
    return Files.readAllLines(page).stream().map(String::strip)
        .filter(line -> line.startsWith("mvn ") && (line + " ").contains(part)).findFirst().orElseThrow();
  }

  private static Path clone(String name) throws Exception {
    run(directory, Map.of(), "git clone --quiet '" + ROOT + "' " + name, 0);
    return directory.resolve(name);
  }

  private static ChildProcess run(Path where, Map<String, String> variables, String line, int status)
      throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("MAVEN_ARGS", ""); // nothing of the run that this test is a part of
    String quiet = line.replaceFirst("^mvn ", "mvn -B -ntp ");
    try (ChildProcess process = ChildProcess.start(BuiltFiles.work("release"), all,
        List.of("sh", "-c", "cd '" + where + "' && " + quiet))) {
      assertEquals(status, process.exitCode(900), process::log);
      return process;
    }
  }

  private static List<String> cannot(ChildProcess maven) {
    return maven.stdout().lines().map(line -> line.replaceFirst("^\\[ERROR] ", ""))
        .filter(line -> line.startsWith("cannot ")).distinct().toList();
  }

  /** All but the signatures, which have their time in them, and the directory's own list. */
  private static Map<String, String> staged(Path clone) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> staged = Files.list(clone.resolve(stem).getParent())) {
      for (Path file : staged.filter(each -> each.toString().matches(".*\\.(jar|pom|json)")).toList()) {
        files.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file));
      }
    }
    return files;
  }
}
