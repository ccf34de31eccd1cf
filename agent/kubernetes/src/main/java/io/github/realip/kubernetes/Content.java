package io.github.realip.kubernetes;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** What is in the images, by platform. All times are the epoch, all files are root's, and nothing may be written to. */
final class Content {
  /** A jar needs no processor in particular; these are where Kubernetes and a JVM run. */
  private static final List<String> ANY_PROCESSOR = List.of("amd64", "arm64", "ppc64le", "riscv64", "s390x");
  private static final String NOBODY = "65532:65532";

  private final Attributes manifest;
  private final FileEntriesLayer agent;

  /**
   * Reads the built jar.
   *
   * @param agentHome the agent's module
   * @throws IOException if there is no jar
   */
  Content(Path agentHome) throws IOException {
    try (JarFile jar = new JarFile(agentHome.resolve("target/realip-agent.jar").toFile())) {
      this.manifest = jar.getManifest().getMainAttributes();
    }
    this.agent = FileEntriesLayer.builder().setName("agent and its licence")
        .addEntry(agentHome.resolve("target/realip-agent.jar"), AbsoluteUnixPath.get("/realip-agent.jar"), mode("444"),
            Instant.EPOCH)
        .addEntry(agentHome.resolveSibling("LICENSE"), AbsoluteUnixPath.get("/LICENSE"), mode("444"),
            Instant.EPOCH)
        .addEntry(agentHome.resolve("src/main/resources/META-INF/NOTICE"), AbsoluteUnixPath.get("/NOTICE"), mode("444"),
            Instant.EPOCH)
        .build();
  }

  /** What each image says of itself, from the jar's manifest. */
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("org.opencontainers.image.title", "realip-agent");
    labels.put("org.opencontainers.image.version", manifest.getValue("Implementation-Version"));
    labels.put("org.opencontainers.image.revision", manifest.getValue("Implementation-Build"));
    labels.put("org.opencontainers.image.source", manifest.getValue("Implementation-URL"));
    labels.put("org.opencontainers.image.licenses", "Apache-2.0");
    return labels;
  }

  Map<String, JibContainerBuilder> copying(Map<Architecture, Path> programs) {
    Map<String, JibContainerBuilder> images = new TreeMap<>();
    programs.forEach((architecture, program) -> images.put(architecture.label(), image(architecture.label())
        .addFileEntriesLayer(FileEntriesLayer.builder().setName("copy program")
            .addEntry(program, AbsoluteUnixPath.get("/copy"), mode("555"), Instant.EPOCH).build())
        .setEntrypoint("/copy")));
    return images;
  }

  Map<String, JibContainerBuilder> jarOnly() {
    Map<String, JibContainerBuilder> images = new TreeMap<>();
    ANY_PROCESSOR.forEach(processor -> images.put(processor, image(processor)));
    return images;
  }

  private JibContainerBuilder image(String processor) {
    return Jib.fromScratch()
        .setFormat(ImageFormat.OCI)
        .setPlatforms(Set.of(new Platform(processor, "linux")))
        .setCreationTime(Instant.EPOCH)
        .setUser(NOBODY)
        .setLabels(labels())
        .addFileEntriesLayer(agent);
  }

  private static FilePermissions mode(String octal) {
    return FilePermissions.fromOctalString(octal);
  }
}
