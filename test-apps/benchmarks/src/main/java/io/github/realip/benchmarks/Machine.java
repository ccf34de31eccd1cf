package io.github.realip.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What the figures were measured on. */
final class Machine {

  private Machine() {
  }

  /** Processor, memory, kernel and Java in one line. */
  static String describe() throws IOException {
    String processor = first("/proc/cpuinfo", "model name").replaceAll(".*:\\s*", "");
    long kilobytes = Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return "%s, %d cores, %d GiB, Linux %s, micro-benchmarks on Java %s, %s".formatted(
        processor, Runtime.getRuntime().availableProcessors(), Math.round(kilobytes / 1048576.0),
        System.getProperty("os.version").replaceAll("-.*", ""), Runtime.version().feature(), LocalDate.now());
  }

  private static String first(String file, String start) throws IOException {
    return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(start)).findFirst().orElse("");
  }
}
