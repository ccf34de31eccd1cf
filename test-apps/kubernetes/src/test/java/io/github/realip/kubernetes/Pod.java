package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a kubelet does for the init container of the manifests: the image as a read-only root, an empty directory that
 * everybody may write to at {@code /realip}, a user without rights, and the image's entrypoint.
 */
final class Pod {
  private static final String SCRIPT = """
      set -e
      mount --bind "$1" "$1"
      mount --bind "$2" "$1/realip"
      mount -o remount,bind,ro "$1"
      user=$3
      cd "$1"
      shift 3
      exec setpriv --no-new-privs chroot --userspec="$user:$user" --groups= . "$@"
      """;

  private Pod() {
  }

  /** Runs the init container; its failure is one with what it has said. */
  static void initialize(Path root, Path emptyDir, int user, List<String> entrypoint)
      throws IOException, InterruptedException {
    Installed.root();
    Files.createDirectories(root.resolve("realip"));
    List<String> command = new ArrayList<>(List.of(Installed.tool("unshare"), "--mount", "sh", "-c", SCRIPT, "pod",
        root.toString(), emptyDir.toString(), String.valueOf(user)));
    command.addAll(entrypoint);
    Commands.output(command, Map.of());
  }

  /** A directory as an emptyDir is. */
  static Path emptyDir(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
