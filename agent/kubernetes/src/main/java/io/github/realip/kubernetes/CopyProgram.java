package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles {@code copy.c}: to one file that needs no other, the same for the same source and compiler. */
final class CopyProgram {
  private static final List<String> FLAGS = List.of("-Os", "-static", "-nostdlib", "-ffreestanding", "-fno-pie",
      "-no-pie", "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fno-ident", "-Wall", "-Wextra",
      "-Werror", "-Wl,--build-id=none,-z,noseparate-code,-z,noexecstack,-s");

  private CopyProgram() {
  }

  /** Writes the program to {@code copy-ARCHITECTURE} in the given directory. */
  static Path compile(Path source, String compiler, Architecture architecture, Path directory)
      throws IOException, InterruptedException {
    Path program = Files.createDirectories(directory).resolve("copy-" + architecture.label());
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(FLAGS);
    command.addAll(List.of("-o", program.toString(), source.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + "\n" + output);
    }
    return program;
  }
}
