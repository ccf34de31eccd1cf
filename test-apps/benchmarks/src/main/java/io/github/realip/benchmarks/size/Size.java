package io.github.realip.benchmarks.size;

import io.github.realip.benchmarks.Agent;
import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.Part;
import io.github.realip.benchmarks.Table;
import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Bytes of what is shipped. */
public final class Size implements Part {

  @Override
  public Findings measure(Budget budget) throws IOException {
    Table table = new Table("what", "KiB");
    Path jar = BuiltFiles.agent();
    table.row("realip-agent.jar", kibibytes(Files.size(jar)));
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      long start = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".jar")) {
          table.row("of this " + entry.getName().replaceAll(".*/", "") + ", packed",
              kibibytes(entry.getCompressedSize()));
        } else {
          start += entry.getCompressedSize();
        }
      }
      table.row("of this what every JVM reads, packed", kibibytes(start));
    }
    Path images = jar.getParent().resolve("../kubernetes/target/image");
    image(table, "image for an init container", images.resolve("realip-agent.tar"));
    image(table, "image for an image volume", images.resolve("realip-agent-jar.tar"));
    Path openTelemetry = Path.of(Agent.openTelemetry().options().get(0).replace("-javaagent:", ""));
    table.row("OpenTelemetry's agent", kibibytes(Files.size(openTelemetry)));
    return new Findings("", "**The jar** has %s KiB; OpenTelemetry's has %s".formatted(
        kibibytes(Files.size(jar)), kibibytes(Files.size(openTelemetry))), table.toString());
  }

  private static void image(Table table, String title, Path archive) throws IOException {
    if (Files.exists(archive)) {
      table.row(title + ", all platforms", kibibytes(Files.size(archive)));
    } else {
      System.out.println("no " + title + ": " + archive.getFileName() + " comes from the profile image");
    }
  }

  private static String kibibytes(long bytes) {
    return "%,d".formatted((bytes + 1023) / 1024);
  }
}
