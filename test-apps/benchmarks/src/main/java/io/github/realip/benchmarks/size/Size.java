package io.github.realip.benchmarks.size;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Bytes of what is shipped. */
public final class Size implements Part {

  private static final String JAR = "realip-agent.jar";
  private static final String OPEN_TELEMETRY = "OpenTelemetry's agent";
  private static final String BUILT = "as built";
  private static final String KIBIBYTES = "KiB";

  @Override
  public Results record(Budget budget, Predicate<String> subjects) throws IOException {
    Results results = new Results();
    Path jar = BuiltFiles.agent();
    add(results, JAR, Files.size(jar));
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      long start = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".jar")) {
          add(results, "of this " + entry.getName().replaceAll(".*/", ""), entry.getCompressedSize());
        } else {
          start += entry.getCompressedSize();
        }
      }
      add(results, "of this what every JVM reads", start);
    }
    Path images = jar.getParent().resolve("../kubernetes/target/image");
    image(results, "image for an init container", images.resolve("realip-agent.tar"));
    image(results, "image for an image volume", images.resolve("realip-agent-jar.tar"));
    add(results, OPEN_TELEMETRY,
        Files.size(Path.of(Agent.openTelemetry().options().get(0).replace("-javaagent:", ""))));
    return results;
  }

  private static void image(Results results, String title, Path archive) throws IOException {
    if (Files.exists(archive)) {
      add(results, title + ", all platforms", Files.size(archive));
    } else {
      System.out.println("no " + title + ": " + archive.getFileName() + " comes from the profile image");
    }
  }

  private static void add(Results results, String what, long bytes) {
    results.add(what, BUILT, 1, Map.of(KIBIBYTES, bytes / 1024.0));
  }

  @Override
  public Findings show(Results results) {
    Table table = new Table("what", KIBIBYTES);
    results.subjects().forEach(what -> table.row(what, kibibytes(results, what)));
    return new Findings("", "**The jar** has %s KiB; OpenTelemetry's has %s".formatted(kibibytes(results, JAR),
        kibibytes(results, OPEN_TELEMETRY)), table.toString());
  }

  private static String kibibytes(Results results, String what) {
    return "%,.0f".formatted(results.of(what, BUILT, KIBIBYTES).median());
  }
}
