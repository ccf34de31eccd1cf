package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What java.nio.file leaves to do for whole directories. */
final class Directories {

  private Directories() {
  }

  static void delete(Path directory) throws IOException {
    for (Path path : tree(directory, Comparator.reverseOrder())) {
      Files.delete(path);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    for (Path path : tree(from, Comparator.naturalOrder())) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
  }

  static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** An empty directory, whatever was there. */
  static Path fresh(Path directory) throws IOException {
    delete(directory);
    return Files.createDirectories(directory);
  }

  private static List<Path> tree(Path directory, Comparator<Path> order) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.sorted(order).toList();
    }
  }
}
