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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Bytes of what is shipped. */
public final class Size implements Part {

  private static final String JAR = "realip-agent.jar";
  private static final String BUILT = "as built";
  private static final String OTHERS = "another agent's jar";
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
    for (Agent agent : Agent.others()) {
      results.add(agent.title(), OTHERS, 1, Map.of(KIBIBYTES, Files.size(agent.jar()) / 1024.0));
    }
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
    List<String> others = new ArrayList<>();
    for (String what : results.subjects()) {
      String side = results.sides(what).get(0);
      String size = "%,.0f".formatted(results.of(what, side, KIBIBYTES).median());
      table.row(what, size);
      if (side.equals(OTHERS)) {
        others.add(what + "'s " + size);
      }
    }
    return new Findings("", "**The jar** has %,.0f KiB, %s".formatted(results.of(JAR, BUILT, KIBIBYTES).median(),
        String.join(", ", others)), table.toString());
  }
}
