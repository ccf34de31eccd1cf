package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.containers.Family;
import io.github.realip.containers.WovenClass;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished jar, as an operator gets it. */
class AgentJarIT {

  private static final File JAR = new File("target/realip-agent.jar");
  private static final Map<String, byte[]> ENTRIES = new TreeMap<>();
  private static final Pattern NAMED_VERSION = Pattern.compile("(?:^version: |version (?=[0-9.]+ of )"
      + "|realip-agent[:-](?=[0-9]+\\.[0-9]+\\.))([0-9]+\\.[0-9]+\\.[0-9]+)", Pattern.MULTILINE);
  private static Attributes manifest;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      manifest = jar.getManifest().getMainAttributes();
      for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).collect(Collectors.toList())) {
        try (InputStream in = jar.getInputStream(entry)) {
          ENTRIES.put(entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  @Test
  void manifestNamesTheEntryPointsAndNothingThatTouchesTheBootPath() {
    assertEquals("io.github.realip.RealIpAgent", manifest.getValue("Premain-Class"));
    assertEquals("io.github.realip.RealIpAgent", manifest.getValue("Agent-Class"));
    assertEquals("io.github.realip.RealIpAgent", manifest.getValue("Main-Class"));
    assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
    assertNull(manifest.getValue("Launcher-Agent-Class"));
    assertNull(manifest.getValue("Boot-Class-Path"));
    assertNull(manifest.getValue("Multi-Release"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void tellsTheVersionOfItsManifest(String word) throws Exception {
    Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
        JAR.toString(), word).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, java.waitFor());
    assertEquals("realip-agent " + manifest.getValue("Implementation-Version") + System.lineSeparator(), said);
    assertTrue(said.matches("realip-agent [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R"), said);
  }

  @Test
  void tellsTheCommitThatItIsBuiltFrom() {
    String commit = manifest.getValue("Implementation-Build");
    assertTrue(commit.matches("[0-9a-f]{40}(-dirty)?|unknown"), commit);
    assertEquals(Files.notExists(Path.of("..", ".git")), commit.equals("unknown"), commit);
  }

  /** The version is written once, in the POM; where a page or a file has to repeat it, it is the one of the jar. */
  @Test
  void whateverNamesAVersionNamesThisOne() throws IOException {
    String release = manifest.getValue("Implementation-Version").replace("-SNAPSHOT", "");
    assertEquals(release, manifest.getValue("Implementation-Version").replaceFirst("-.*", ""));
    Map<String, String> named = new TreeMap<>();
    List<Path> files = new ArrayList<>(List.of(Path.of("..", "README.md"), Path.of("kubernetes/chart/Chart.yaml"),
        Path.of("kubernetes/helm/plugin.yaml")));
    try (Stream<Path> pages = Files.walk(Path.of("..", "docs"))) {
      pages.filter(page -> page.toString().endsWith(".md")).forEach(files::add);
    }
    for (Path file : files) {
      Matcher version = NAMED_VERSION.matcher(Files.readString(file));
      while (version.find()) {
        named.put(file + ": " + version.group(), version.group(1));
      }
    }
    assertTrue(named.size() >= 5, named::toString);
    assertEquals(Set.of(release), Set.copyOf(named.values()), named::toString);
    assertTrue(Files.readAllLines(Path.of("..", "docs", "changelog.md")).stream()
        .anyMatch(line -> line.matches("## " + Pattern.quote(release) + "( .*)?")), "no heading " + release);
  }

  @Test
  void anApplicationSeesOneSmallPackage() {
    for (String name : ENTRIES.keySet()) {
      assertTrue(name.startsWith("META-INF/") || name.matches("io/github/realip/[A-Za-z$0-9]+\\.class"), name);
    }
    assertTrue(ENTRIES.keySet().stream().filter(n -> n.endsWith(".class")).count() <= 14, ENTRIES.keySet().toString());
    assertFalse(ENTRIES.keySet().stream().anyMatch(n -> n.startsWith("META-INF/services/")
        || n.startsWith("META-INF/versions/") || n.endsWith(".SF") || n.endsWith(".RSA")));
  }

  @Test
  void everyClassThatJava8LoadsIsOfItsVersion() throws IOException {
    int classes = assertVersions(ENTRIES);
    for (String inner : new String[] {"weaver.jar", "cli.jar"}) {
      classes += assertVersions(unzip(ENTRIES.get("META-INF/realip/" + inner)));
    }
    assertTrue(classes > 100, classes + " classes seen");
  }

  /** Java 8 before update 40 dies of method handles that are linked before the compiler is up. */
  @Test
  void thePathOfEveryJvmNeedsNoInvokeDynamicAndNoLibrary() throws IOException {
    ENTRIES.forEach((name, bytes) -> {
      if (name.endsWith(".class")) {
        new ClassReader(bytes).accept(new NoInvokeDynamic(name), 0);
        String constants = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String shunned : new String[] {"bytebuddy", "picocli", "gson", "java/util/logging", "java/nio/file",
            "javax/management", "java/util/regex"}) {
          assertFalse(constants.contains(shunned), name + " names " + shunned);
        }
      }
    });
  }

  @Test
  void theWeaverIsSmallAndFreeOfTheCommandLine() throws IOException {
    Map<String, byte[]> weaver = unzip(ENTRIES.get("META-INF/realip/weaver.jar"));
    assertTrue(weaver.containsKey("net/bytebuddy/jar/asm/ClassReader.class"));
    assertTrue(weaver.containsKey("io/github/realip/runtime/Weaver.class"));
    assertFalse(weaver.keySet().stream().anyMatch(n -> n.startsWith("picocli") || n.startsWith("com/google")
        || n.startsWith("io/github/realip/cli/")));
  }

  @Test
  void itHasEveryTemplateAndNothingThatTheCompilerAloneNeeds() throws IOException {
    Map<String, byte[]> weaver = unzip(ENTRIES.get("META-INF/realip/weaver.jar"));
    for (Family family : Family.all()) {
      for (WovenClass entry : family.classes()) {
        for (String template : entry.templates()) {
          assertTrue(weaver.containsKey("io/github/realip/woven/" + template + ".class"), template);
        }
      }
    }
    for (String name : weaver.keySet()) {
      assertFalse(name.matches(".*/stub/.*|io/github/realip/woven/[^/]+|.*/KnownNames.class"), name);
    }
  }

  @Test
  void noClassIsThereTwice() throws IOException {
    Map<String, byte[]> weaver = unzip(ENTRIES.get("META-INF/realip/weaver.jar"));
    Map<String, byte[]> cli = unzip(ENTRIES.get("META-INF/realip/cli.jar"));
    for (String name : weaver.keySet()) {
      assertFalse(name.endsWith(".class") && (ENTRIES.containsKey(name) || cli.containsKey(name)), name);
    }
    assertFalse(cli.keySet().stream().anyMatch(name -> name.endsWith(".class") && ENTRIES.containsKey(name)));
  }

  @Test
  void nothingInItIsNativeCode() throws IOException {
    for (String inner : new String[] {"weaver.jar", "cli.jar"}) {
      for (String name : unzip(ENTRIES.get("META-INF/realip/" + inner)).keySet()) {
        assertTrue(name.matches(".*\\.class|META-INF/.*|io/github/realip/(config|cli)/[a-z]+\\.txt"), name);
      }
    }
  }

  @Test
  void theJarStaysSmall() {
    assertTrue(JAR.length() < 2_200_000, JAR.length() + " bytes");
  }

  /** Who looks for a hole in a library finds every one that is hidden here, and no other. */
  @Test
  void itsPartsAreListedWithTheirLicences() throws IOException {
    Map<String, String> parts = Map.of("io/github/realip/cli/", "realip-cli", "io/github/realip/woven/",
        "realip-woven", "io/github/realip/", "realip-core", "net/bytebuddy/agent/", "byte-buddy-agent",
        "net/bytebuddy/jar/asm/", "byte-buddy", "picocli/", "picocli", "com/google/gson/", "gson");
    Set<String> hidden = new TreeSet<>(Set.of("realip-launcher"));
    for (String inner : new String[] {"weaver.jar", "cli.jar"}) {
      for (String name : unzip(ENTRIES.get("META-INF/realip/" + inner)).keySet()) {
        if (name.endsWith(".class")) {
          hidden.add(parts.entrySet().stream().filter(part -> name.startsWith(part.getKey()))
              .max(Comparator.comparing(part -> part.getKey().length())).orElseThrow(() -> new AssertionError(name))
              .getValue());
        }
      }
    }
    assertEquals("META-INF/sbom/realip-agent.cdx.json", manifest.getValue("Sbom-Location"));
    JsonObject sbom = JsonParser.parseString(new String(ENTRIES.get(manifest.getValue("Sbom-Location")),
        StandardCharsets.UTF_8)).getAsJsonObject();
    assertEquals("CycloneDX", sbom.get("bomFormat").getAsString());
    JsonObject whole = sbom.getAsJsonObject("metadata").getAsJsonObject("component");
    assertEquals(manifest.getValue("Implementation-Version"), whole.get("version").getAsString());
    String notice = new String(ENTRIES.get("META-INF/NOTICE"), StandardCharsets.UTF_8);
    Set<String> listed = new TreeSet<>();
    for (JsonElement each : sbom.getAsJsonArray("components")) {
      JsonObject part = each.getAsJsonObject();
      listed.add(part.get("name").getAsString());
      assertEquals("Apache-2.0", part.getAsJsonArray("licenses").get(0).getAsJsonObject().getAsJsonObject("license")
          .get("id").getAsString());
      assertTrue(part.get("purl").getAsString().startsWith("pkg:maven/" + part.get("group").getAsString() + "/"
          + part.get("name").getAsString() + "@" + part.get("version").getAsString()), part::toString);
      assertTrue(part.get("group").getAsString().equals("io.github.realip") || notice.toLowerCase(Locale.ROOT)
          .replace(' ', '-').contains(part.get("name").getAsString()), part::toString);
    }
    assertEquals(hidden, listed);
    assertTrue(new String(ENTRIES.get("META-INF/LICENSE"), StandardCharsets.UTF_8).contains("Apache License"));
    assertTrue(new String(ENTRIES.get("META-INF/licenses/ASM"), StandardCharsets.UTF_8)
        .contains("Redistributions in binary form must reproduce"));
  }

  private static int assertVersions(Map<String, byte[]> entries) {
    int classes = 0;
    for (Map.Entry<String, byte[]> each : entries.entrySet()) {
      if (each.getKey().endsWith(".class")) {
        int major = (each.getValue()[6] & 0xff) << 8 | each.getValue()[7] & 0xff;
        boolean forLaterJavas = each.getKey().matches(
            "io/github/realip/(weave/(JavaLang|LookupClasses)|runtime/UninheritingThread)\\.class");
        assertTrue(major <= (forLaterJavas ? 53 : 52), each.getKey() + " is of version " + major);
        classes++;
      }
    }
    return classes;
  }

  private static Map<String, byte[]> unzip(byte[] jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static final class NoInvokeDynamic extends ClassVisitor {
    private final String type;

    NoInvokeDynamic(String type) {
      super(Opcodes.ASM9);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(String called, String d, Handle bootstrap, Object... arguments) {
          throw new AssertionError(type + "." + name + " uses invokedynamic");
        }
      };
    }
  }
}
