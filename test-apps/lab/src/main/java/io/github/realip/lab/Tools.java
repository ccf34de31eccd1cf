package io.github.realip.lab;

import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the lab needs of the machine. */
final class Tools {
  private static final List<String> PROGRAMS = List.of("unshare", "nsenter", "ip", "bridge", "iptables-restore",
      "ip6tables-restore", "nginx", "haproxy", "curl");

  private Tools() {
  }

  /** Says what is lacking; nothing if the lab can run. */
  static String lacking() {
    List<String> missing = Stream.concat(
        PROGRAMS.stream().filter(program -> !isInstalled(program)),
        Stream.of(Ingress.HEADERS_MORE).filter(module -> !Files.isReadable(Path.of(module)))).toList();
    if (!missing.isEmpty()) {
      return "The lab lacks " + String.join(", ", missing);
    }
    try (Sandbox sandbox = Sandbox.open(BuiltFiles.work("lab").resolve("probe"))) {
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Where programs are, also those for administrators. */
  static String path() {
    return System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin";
  }

  private static boolean isInstalled(String program) {
    return Stream.of(path().split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
