package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes which classes of which container are woven, with which templates: where {@link CompatibilityTable} writes. */
final class FitsTable {
  private static final String NAME = "fits.md";
  private static final String INTRODUCTION = """
      # What is woven where

      Written by a test that reads the class files of every container of `containers.csv` and starts none of them. Each
      template was woven into its class and verified by a JVM, and every member that it names was found there. The
      templates are in `agent/woven`, a folder a family. To repeat: `mvn verify -Pall`.

      """;

  private FitsTable() {
  }

  /** Writes one line a container: each woven class with its templates. */
  static void write(Map<String, Map<String, List<String>>> woven) throws IOException {
    boolean page = Boolean.getBoolean("realip.matrix.page");
    Path file = page ? BuiltFiles.documentation(NAME) : BuiltFiles.work(NAME);
    Files.createDirectories(file.getParent());
    Files.writeString(file, INTRODUCTION + "| container | classes and their templates |\n| --- | --- |\n"
        + woven.entrySet().stream().map(each -> "| " + each.getKey() + " | " + classes(each.getValue()) + " |\n")
            .collect(Collectors.joining()));
  }

  private static String classes(Map<String, List<String>> woven) {
    return woven.isEmpty() ? "none" : woven.entrySet().stream()
        .map(each -> "`" + each.getKey().replace('/', '.') + "`: " + String.join(", ", each.getValue()))
        .collect(Collectors.joining("<br>"));
  }
}
