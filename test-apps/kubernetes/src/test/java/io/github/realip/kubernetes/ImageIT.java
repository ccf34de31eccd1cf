package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.Connection;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Matrix;
import io.github.realip.containers.Server;
import io.github.realip.kubernetes.Buildah.Unpacked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images, from their building to the address that a server shows. */
class ImageIT {
  private static final String PROXY = "127.0.0.10";
  private static final String CLIENT = "203.0.113.7";

  private static final String VERSION = System.getProperty("realip.version");

  private static final String REGISTRY = "registry.example.com/";

  /** Where the command that the page shows has its result, too; the Dockerfile takes the programs from there. */
  private static final Path BUILT = Sources.KUBERNETES.resolve("target/image");

  @TempDir
  Path directory;

  @BeforeAll
  static void build() throws Exception {
    Arrays.stream(Architecture.values()).forEach(Installed::compiler);
    new BuildImages(Sources.KUBERNETES, REGISTRY, "1", BUILT).build();
  }

  /** The page's commands, from a folder with the sources alone to a registry, which is this machine's own here. */
  @Test
  void thePagesCommandsBringTheImagesToARegistry() throws Exception {
    List<String> tools = List.of("mvn", "skopeo", "docker-registry", "tar");
    tools.forEach(Installed::tool);
    Path sources = Files.createDirectories(directory.resolve("sources"));
    shell(Sources.root(), "tar --exclude=target --exclude=node_modules --exclude=.git -cf - . | tar -C '" + sources
        + "' -xf -");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String registry = "127.0.0.1:" + port + "/";
    Files.writeString(directory.resolve("registry.yaml"), "{version: 0.1, storage: {inmemory: {}}, http: {addr: '"
        + registry.replace("/", "") + "'}}");
    Process process = new ProcessBuilder("docker-registry", "serve", directory.resolve("registry.yaml").toString())
        .redirectErrorStream(true).redirectOutput(directory.resolve("registry.log").toFile()).start();
    try {
      String page = Files.readString(Sources.PAGE);
      String build = page.lines().filter(line -> line.startsWith("mvn ")).findFirst().orElseThrow();
      shell(sources, build);
      List<String> copies = page.lines().filter(line -> line.startsWith("skopeo copy ")).toList();
      assertEquals(2, copies.size());
      for (String copy : copies) {
        shell(sources.resolve("agent/kubernetes/target/image"),
            copy.replace(REGISTRY, registry).replace("skopeo copy", "skopeo copy --dest-tls-verify=false"));
      }
      for (String image : List.of("realip-agent", "realip-agent-jar")) {
        String index = shell(directory, "skopeo inspect --raw --tls-verify=false docker://" + registry + image + ":1");
        assertEquals(image.equals("realip-agent") ? Set.of("amd64", "arm64")
            : Set.of("amd64", "arm64", "ppc64le", "riscv64", "s390x"), architectures(index), index);
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Set<String> architectures(String index) {
    return JsonParser.parseString(index).getAsJsonObject().getAsJsonArray("manifests").asList().stream()
        .map(each -> each.getAsJsonObject().getAsJsonObject("platform").get("architecture").getAsString())
        .collect(Collectors.toSet());
  }

  private static String shell(Path directory, String line) throws Exception {
    return TestCluster.execute(List.of(Installed.tool("sh"), "-ec", "cd '" + directory + "'\n" + line), "", Map.of())
        .orFail().out();
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    new BuildImages(Sources.KUBERNETES, REGISTRY, "1", directory).build();
    for (String image : List.of(BuildImages.COPYING, BuildImages.JAR_ONLY)) {
      assertEquals(-1, Files.mismatch(BUILT.resolve(image + ".tar"), directory.resolve(image + ".tar")), image);
    }
    new BuildImages(Sources.KUBERNETES, REGISTRY, "2", directory).build();
    assertNotEquals(-1,
        Files.mismatch(BUILT.resolve("realip-agent.tar"), directory.resolve("realip-agent.tar")), "the tag differs");
  }

  @ParameterizedTest
  @ValueSource(strings = {BuildImages.COPYING, BuildImages.JAR_ONLY})
  void itsPartsAreListed(String image) throws Exception {
    JsonObject parts = JsonParser.parseString(Files.readString(BUILT.resolve(image + ".cdx.json"))).getAsJsonObject();
    JsonObject whole = parts.getAsJsonObject("metadata").getAsJsonObject("component");
    assertEquals(image, whole.get("name").getAsString());
    String index = shell(BUILT, "tar -xOf " + image + ".tar index.json");
    String digest = JsonParser.parseString(index).getAsJsonObject().getAsJsonArray("manifests").get(0).getAsJsonObject()
        .get("digest").getAsString();
    assertEquals("pkg:oci/" + image + "@" + digest.replace(":", "%3A"), whole.get("purl").getAsString());
    Set<String> names = parts.getAsJsonArray("components").asList().stream()
        .map(part -> part.getAsJsonObject().get("name").getAsString()).collect(Collectors.toSet());
    assertTrue(names.containsAll(Set.of("realip-agent", "realip-core", "byte-buddy", "picocli")), names::toString);
    assertEquals(image.equals(BuildImages.COPYING), names.contains("copy"));
  }

  @ParameterizedTest
  @EnumSource
  void hasTheJarTheCopyProgramAndTheLicence(Architecture architecture) throws Exception {
    try (Buildah buildah = new Buildah(directory)) {
      Unpacked image = buildah.unpack(BUILT.resolve("realip-agent.tar"), architecture.label());
      assertEquals(architecture.label(), image.configuration().get("architecture").getAsString());
      assertLabelsAndUser(image);
      assertEquals("[\"/copy\"]", image.configuration().getAsJsonObject("config").get("Entrypoint").toString());
      assertEquals(Map.of("copy", "r-xr-xr-x", "realip-agent.jar", "r--r--r--", "LICENSE", "r--r--r--",
          "NOTICE", "r--r--r--"), modes(image.root()));
      assertContent(image);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64", "s390x"})
  void theOneForVolumesHasOnlyTheJarAndTheLicence(String architecture) throws Exception {
    try (Buildah buildah = new Buildah(directory)) {
      Unpacked image = buildah.unpack(BUILT.resolve("realip-agent-jar.tar"), architecture);
      assertEquals(architecture, image.configuration().get("architecture").getAsString());
      assertLabelsAndUser(image);
      assertEquals(Map.of("realip-agent.jar", "r--r--r--", "LICENSE", "r--r--r--", "NOTICE", "r--r--r--"),
          modes(image.root()));
      assertContent(image);
    }
  }

  @Test
  void theDockerfileMakesTheSame() throws Exception {
    try (Buildah buildah = new Buildah(directory)) {
      Unpacked ours = buildah.unpack(BUILT.resolve("realip-agent.tar"), "amd64");
      Unpacked image = buildah.build(BUILT.resolve("Dockerfile"), Sources.root());
      assertEquals(modes(ours.root()), modes(image.root()));
      assertContent(image);
      assertArrayEquals(Files.readAllBytes(ours.root().resolve("copy")),
          Files.readAllBytes(image.root().resolve("copy")));
      for (String property : List.of("User", "Entrypoint", "Labels")) {
        assertEquals(ours.configuration().getAsJsonObject("config").get(property),
            image.configuration().getAsJsonObject("config").get(property));
      }
    }
  }

  @Test
  void copiesWhateverTheUserAndWhateverIsThere() throws Exception {
    try (Buildah buildah = new Buildah(directory)) {
      Path root = buildah.unpack(BUILT.resolve("realip-agent.tar"), machine()).root();
      for (int user : List.of(65532, 1000650000, 1)) {
        Path emptyDir = Pod.emptyDir(directory.resolve("volume-" + user));
        Files.writeString(emptyDir.resolve("realip-agent.jar"), "of before");
        Pod.initialize(root, emptyDir, user, List.of("/copy"));
        Pod.initialize(root, emptyDir, user, List.of("/copy"));
        assertEquals(Map.of("realip-agent.jar", "r--r--r--"), modes(emptyDir));
        assertEquals(-1, Files.mismatch(BuiltFiles.agent(), emptyDir.resolve("realip-agent.jar")));
      }
    }
  }

  @Test
  void saysWhatItCannotDoAndLeavesNothingBehind() throws Exception {
    try (Buildah buildah = new Buildah(directory)) {
      Path root = buildah.unpack(BUILT.resolve("realip-agent.tar"), machine()).root();
      Path notOurs = Files.createDirectories(directory.resolve("not-ours"));
      Files.setPosixFilePermissions(notOurs, PosixFilePermissions.fromString("rwxr-xr-x"));
      String error = assertThrows(IllegalStateException.class,
          () -> Pod.initialize(root, notOurs, 65532, List.of("/copy"))).getMessage();
      assertTrue(error.endsWith("realip-agent: cannot create a file in /realip: error 13, permission denied;"
          + " a volume that this user may write to is needed at /realip\n"), error);
      assertEquals(Map.of(), modes(notOurs));
    }
  }

  @Test
  void copiesOnArm64() throws Exception {
    Path emulator = Path.of(Installed.tool("qemu-aarch64-static"));
    try (Buildah buildah = new Buildah(directory)) {
      Path root = buildah.unpack(BUILT.resolve("realip-agent.tar"), "arm64").root();
      Files.copy(emulator, root.resolve("emulator"));
      Path emptyDir = Pod.emptyDir(directory.resolve("volume"));
      Pod.initialize(root, emptyDir, 65532, List.of("/emulator", "/copy"));
      assertEquals(Map.of("realip-agent.jar", "r--r--r--"), modes(emptyDir));
      assertEquals(-1, Files.mismatch(BuiltFiles.agent(), emptyDir.resolve("realip-agent.jar")));
    }
  }

  /** Image, init container, JAVA_TOOL_OPTIONS and ConfigMap of the manifest, a real Tomcat, the client's address. */
  @Test
  void fromTheImageToTheAddress() throws Exception {
    Map<String, Object> shop = Documents.read(
        Sources.KUBERNETES.resolve("manifests/shop-with-init-container.yaml")).get(0);
    Map<String, Object> config = Documents.read(Sources.KUBERNETES.resolve("manifests/config.yaml")).get(0);

    try (Buildah buildah = new Buildah(directory.resolve("storage"))) {
      Path realip = Pod.emptyDir(directory.resolve("realip"));
      Pod.initialize(buildah.unpack(BUILT.resolve("realip-agent.tar"), machine()).root(), realip,
          65532, List.of("/copy"));

      Path realipConfig = Files.createDirectories(directory.resolve("realip-config"));
      // the container's mounts are this machine's directories; where settings are found without an option is not here
      List<String> options = Stream.concat(
          Stream.of(Documents.toolOptions(Documents.containers(shop).get(0)).split(" "))
              .map(option -> option.replace(":/realip/", ":" + realip + "/")),
          Stream.of("-Drealip.config-file=" + realipConfig.resolve("realip.properties"))).toList();

      Container tomcat = Matrix.containers().stream()
          .filter(container -> container.launcher().equals("tomcat") && container.api().equals("javax"))
          .findFirst().orElseThrow();
      try (Server server = Server.start(new Launch(tomcat, Jdk.current(), options, false))) {
        assertEquals(PROXY, address(server, PROXY), "there is no ConfigMap yet");

        for (Map.Entry<String, Object> file : Documents.map(config.get("data")).entrySet()) {
          Files.writeString(realipConfig.resolve(file.getKey()),
              file.getValue().toString().replace("10.244.2.80", PROXY));
        }
        awaitAddress(server, CLIENT);
        assertEquals("127.0.0.66", address(server, "127.0.0.66"));

        Files.writeString(realipConfig.resolve("realip.properties"), "realip.enabled=false");
        awaitAddress(server, PROXY);
      }
    }
  }

  /** The agent looks every two seconds whether its file is another one. */
  private static void awaitAddress(Server server, String expected) throws Exception {
    for (int i = 0; i < 100 && !address(server, PROXY).equals(expected); i++) {
      Thread.sleep(100);
    }
    assertEquals(expected, address(server, PROXY));
  }

  private static String address(Server server, String peer) throws Exception {
    try (Connection connection = Connection.from(peer, server.address())) {
      return connection.get("/whoami", "X-Forwarded-For: " + CLIENT).address();
    }
  }

  private static void assertLabelsAndUser(Unpacked image) throws IOException {
    JsonObject config = image.configuration().getAsJsonObject("config");
    assertEquals("65532:65532", config.get("User").getAsString());
    JsonObject labels = config.getAsJsonObject("Labels");
    assertEquals("Apache-2.0", labels.get("org.opencontainers.image.licenses").getAsString());
    assertEquals(VERSION, labels.get("org.opencontainers.image.version").getAsString());
    try (JarFile jar = new JarFile(BuiltFiles.agent().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertEquals(VERSION, manifest.getValue("Implementation-Version"));
      assertEquals(manifest.getValue("Implementation-Build"),
          labels.get("org.opencontainers.image.revision").getAsString());
    }
  }

  private static void assertContent(Unpacked image) throws Exception {
    assertEquals(-1, Files.mismatch(BuiltFiles.agent(), image.root().resolve("realip-agent.jar")));
    assertEquals(-1, Files.mismatch(Sources.root().resolve("LICENSE"), image.root().resolve("LICENSE")));
    assertTrue(Files.readString(image.root().resolve("NOTICE")).contains("realip-agent"));
  }

  /** The files of a directory and what may be done with them. */
  private static Map<String, String> modes(Path root) throws Exception {
    Set<Path> files;
    try (Stream<Path> tree = Files.list(root)) {
      files = tree.collect(Collectors.toSet());
    }
    Map<String, String> modes = new TreeMap<>();
    for (Path file : files) {
      modes.put(file.getFileName().toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    return modes;
  }

  private static String machine() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
