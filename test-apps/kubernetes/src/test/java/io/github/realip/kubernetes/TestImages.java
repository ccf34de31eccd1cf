package io.github.realip.kubernetes;

import io.github.realip.containers.Artifacts;
import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.Container;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Matrix;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The images that the tests of a cluster need, all made by the build, and the one place where they are named. Where the
 * nodes cannot be given archives, {@code -Drealip.cluster.registry=mirror.example.com/} names the registry that has
 * them.
 */
final class TestImages {
  /** What the names in all manifests begin with. */
  private static final String WRITTEN = "registry.example.com/";
  private static final String REGISTRY = System.getProperty("realip.cluster.registry", WRITTEN);

  /** The init container's. */
  static final String AGENT = REGISTRY + BuildImages.COPYING + ":1";
  /** The image volume's. */
  static final String JAR_ONLY = REGISTRY + BuildImages.JAR_ONLY + ":1";
  /** Tomcat with the application, curl, and gateways: {@code src/test/image/build}. */
  static final String TEST = REGISTRY + "realip-test:1";

  /** The tag and the version of a later agent. */
  static final String NEXT = "2";

  /** The same, as the application of the page. */
  private static final String SHOP = REGISTRY + "shop:1";

  private TestImages() {
  }

  /** A manifest's text with the images from where the nodes get them. */
  static String mirrored(String text) {
    return text.replace(WRITTEN, REGISTRY);
  }

  /** Builds what there is to build and returns the archives. */
  static List<Path> build(Path directory) throws Exception {
    Files.createDirectories(directory);
    new BuildImages(Sources.KUBERNETES, REGISTRY, "1", directory).build();
    Container tomcat = Matrix.containers().stream()
        .filter(container -> container.launcher().equals("tomcat") && container.toString().startsWith("Tomcat 9"))
        .findFirst().orElseThrow();
    Path archive = directory.resolve("realip-test.tar");
    Installed.tool("pip3");
    if (TestCluster.isForAllCases()) {
      Installed.tool("traefik");
    }
    List<String> command = new ArrayList<>(List.of(Installed.tool("bash"), "src/test/image/build", archive.toString(),
        TEST + "," + SHOP, Jdk.current().home().toString(),
        Artifacts.file(tomcat.coordinates() + ":" + tomcat.version()).toString(),
        BuiltFiles.war("javax").toString()));
    TestCluster.execute(command, "", Map.of()).orFail();
    Path next = next(Files.createDirectories(directory.resolve("next")));
    return List.of(directory.resolve(BuildImages.COPYING + ".tar"), directory.resolve(BuildImages.JAR_ONLY + ".tar"),
        next.resolve(BuildImages.COPYING + ".tar"), next.resolve(BuildImages.JAR_ONLY + ".tar"), archive);
  }

  /** The images of the same agent, which says that it is of a later version. */
  private static Path next(Path directory) throws Exception {
    Path agent = Sources.KUBERNETES.getParent();
    for (String file : List.of("../LICENSE", "target/realip-agent.jar", "src/main/resources/META-INF/NOTICE",
        "kubernetes/image/copy.c", "kubernetes/image/Dockerfile")) {
      Path copy = directory.resolve("agent").resolve(file).normalize();
      Files.createDirectories(copy.getParent());
      Files.copy(agent.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileSystem jar = FileSystems.newFileSystem(directory.resolve("agent/target/realip-agent.jar"))) {
      Path manifest = jar.getPath("META-INF/MANIFEST.MF");
      Files.writeString(manifest, Files.readString(manifest)
          .replaceFirst("(?m)^Implementation-Version: .*", "Implementation-Version: " + NEXT));
    }
    new BuildImages(directory.resolve("agent/kubernetes"), REGISTRY, NEXT, directory).build();
    return directory;
  }
}
