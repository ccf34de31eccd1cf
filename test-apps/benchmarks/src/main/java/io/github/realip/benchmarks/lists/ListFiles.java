package io.github.realip.benchmarks.lists;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list of single addresses, none next to another, in as many files as its size needs: 4 MiB is the largest. */
final class ListFiles {

  private static final int LARGEST = 250_000;
  private static final int FIRST = 11 << 24; // 11.0.0.0

  private ListFiles() {
  }

  /** Writes the files into a directory; the last entry is another one in each version. */
  static List<Path> write(Path directory, int entries, int version) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.createDirectories(directory);
    for (int from = 0; from < entries; from += LARGEST) {
      Path file = directory.resolve("proxies-" + from / LARGEST);
      Path written = directory.resolve("new");
      try (BufferedWriter out = Files.newBufferedWriter(written)) {
        for (int i = from; i < Math.min(from + LARGEST, entries); i++) {
          out.write(address(FIRST + 2 * (i == entries - 1 ? i + version : i)));
          out.newLine();
        }
      }
      Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      files.add(file);
    }
    return files;
  }

  /** The entry that only this version of the list has. */
  static String last(int entries, int version) {
    return address(FIRST + 2 * (entries - 1 + version));
  }

  /** The value of {@code realip.trusted-proxies}. */
  static String setting(List<Path> files) {
    return files.stream().map(file -> "@" + file).collect(Collectors.joining(","));
  }

  private static String address(int bits) {
    return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
  }
}
