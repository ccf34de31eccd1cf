package io.github.realip.kubernetes;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A container engine that needs no daemon, with a storage of its own. */
final class Buildah implements AutoCloseable {
  private final Path storage;
  private final String program = Installed.tool("buildah");

  Buildah(Path storage) {
    this.storage = storage;
  }

  /**
   * An image that the engine has unpacked.
   *
   * @param root its files
   * @param configuration what it says about how it is to be run
   */
  record Unpacked(Path root, JsonObject configuration) {
  }

  /** Takes one platform of an archive. */
  Unpacked unpack(Path archive, String architecture) throws IOException, InterruptedException {
    return unpacked(run("from", "--quiet", "--arch", architecture, "oci-archive:" + archive));
  }

  /** Builds a Dockerfile. */
  Unpacked build(Path dockerfile, Path context) throws IOException, InterruptedException {
    return unpacked(run("from", "--quiet", run("build", "--quiet", "--isolation", "chroot", "--timestamp", "0",
        "--identity-label=false", "--file", dockerfile.toString(), context.toString())));
  }

  private Unpacked unpacked(String container) throws IOException, InterruptedException {
    JsonObject inspected = JsonParser.parseString(run("inspect", container)).getAsJsonObject();
    return new Unpacked(Path.of(run("mount", container)),
        inspected.getAsJsonObject("OCIv1"));
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "--storage-driver", "vfs",
        "--root", storage.resolve("root").toString(), "--runroot", storage.resolve("run").toString()));
    command.addAll(List.of(arguments));
    return Commands.output(command, Map.of()).strip();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("rm", "--all");
    run("rmi", "--all", "--force");
  }
}
