package io.github.realip.kubernetes;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Builds both images as OCI archives, each with a list of its parts, and prints their digests and sizes. The Dockerfile
 * beside them is for those who build the first one with an engine; its image has the same labels.
 */
public final class BuildImages {
  /** The image for an init container. */
  public static final String COPYING = "realip-agent";
  /** The image for an image volume, which nothing runs in. */
  public static final String JAR_ONLY = "realip-agent-jar";

  private final Path home;
  private final String registry;
  private final String tag;
  private final Path output;

  /**
   * Names what goes in and where the result goes.
   *
   * @param home the directory that holds {@code image/copy.c} and {@code image/Dockerfile}, beside the agent's own
   *     {@code target}, whose jar says the version and the commit of the images' labels
   * @param registry what the images' names begin with, as {@code registry.example.com/}, or nothing
   * @param tag the images' tag
   * @param output where the archives, and the programs in them, are written
   */
  public BuildImages(Path home, String registry, String tag, Path output) {
    this.home = home.toAbsolutePath().normalize();
    this.registry = registry;
    this.tag = tag;
    this.output = output;
  }

  /** The command: the arguments of the constructor. */
  public static void main(String[] args) throws Exception {
    new BuildImages(Path.of(args[0]), args[1], args[2], Path.of(args[3])).build();
  }

  /** Builds both; a platform without a compiler is left out and named. */
  public void build() throws Exception {
    Files.createDirectories(output);
    Map<Architecture, Path> programs = programs();
    Content content = new Content(home.getParent());
    write(COPYING, content.copying(programs), "copy");
    write(JAR_ONLY, content.jarOnly(), null);
    StringBuilder labels = new StringBuilder("LABEL");
    content.labels().forEach((name, value) -> labels.append(' ').append(name).append("=\"").append(value).append('"'));
    Files.writeString(output.resolve("Dockerfile"),
        Files.readString(home.resolve("image/Dockerfile")) + labels + System.lineSeparator());
  }

  private String reference(String image) {
    return registry + image + ":" + tag;
  }

  private Map<Architecture, Path> programs() throws Exception {
    Map<Architecture, Path> programs = new EnumMap<>(Architecture.class);
    for (Architecture architecture : Architecture.values()) {
      Optional<String> compiler = architecture.installedCompiler();
      if (compiler.isPresent()) {
        Path program = CopyProgram.compile(home.resolve("image/copy.c"), compiler.get(), architecture, output);
        programs.put(architecture, program);
        System.out.println(program + ": " + Files.size(program) + " bytes");
      } else {
        System.out.println("linux/" + architecture.label() + " is left out of " + COPYING + ": "
            + architecture.compiler() + " is not installed");
      }
    }
    return programs;
  }

  private void write(String image, Map<String, JibContainerBuilder> platforms, String program) throws Exception {
    OciArchive archive = OciArchive.write(output, image, reference(image), platforms);
    new ImageParts(home.resolveSibling("target/realip-agent.jar")).write(archive, image, program);
    System.out.println(archive.file() + ": " + Files.size(archive.file()) + " bytes, " + archive.digest());
  }
}
