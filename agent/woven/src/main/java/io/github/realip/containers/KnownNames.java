package io.github.realip.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;

/** Writes the class that tells the launcher the names of all known classes; part of the build, not of the product. */
public final class KnownNames {

  private KnownNames() {
  }

  /**
   * Writes {@code io/github/realip/KnownNames.java}.
   *
   * @param arguments the folder to write into
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Set<String> names = new TreeSet<String>();
    Set<String> ofConnections = new TreeSet<String>();
    Set<String> ofTheJdk = new TreeSet<String>();
    for (Family family : Family.all()) {
      for (WovenClass each : family.classes()) {
        (each.isForProxyProtocol() ? ofConnections : names).add(each.name());
        if (each.isOfTheJdk()) {
          ofTheJdk.add(each.name());
        }
      }
    }
    StringBuilder source = new StringBuilder("package io.github.realip;\n\n"
        + "/** Generated from the container families. */\n"
        + "final class KnownNames {\n\n  private KnownNames() {\n  }\n");
    method(source, "contains", names);
    method(source, "isOfConnections", ofConnections);
    method(source, "isOfTheJdk", ofTheJdk);
    source.append("}\n");
    Path file = Paths.get(arguments[0], "io/github/realip/KnownNames.java");
    Files.createDirectories(file.getParent());
    Files.write(file, source.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void method(StringBuilder source, String called, Set<String> names) {
    source.append("\n  static boolean ").append(called).append("(String name) {\n    switch (name) {\n");
    for (String name : names) {
      source.append("      case \"").append(name).append("\":\n");
    }
    source.append("        return true;\n      default:\n        return false;\n    }\n  }\n");
  }
}
