package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real one, with no cluster to talk to. */
final class Kubectl {

  private Kubectl() {
  }

  /** The objects that a Kustomize directory makes, or the error that it ends with. */
  static List<Map<String, Object>> kustomize(Path directory) throws IOException, InterruptedException {
    return Documents.parse(run("kustomize", directory.toString()));
  }

  /** An object after a {@code json} or a {@code strategic} patch. */
  static Map<String, Object> patch(Map<String, Object> object, String type, Object patch)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("object", ".yaml");
    Path change = Files.createTempFile("patch", ".yaml");
    try {
      Files.writeString(file, Documents.write(object));
      Files.writeString(change, Documents.write(patch));
      return Documents.parse(run("patch", "--local", "--filename", file.toString(), "--type", type,
          "--patch-file", change.toString(), "--output", "yaml")).get(0);
    } finally {
      Files.delete(file);
      Files.delete(change);
    }
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Installed.tool("kubectl")));
    command.addAll(List.of(arguments));
    return Commands.output(command, Map.of("KUBECONFIG", "/dev/null"));
  }
}
