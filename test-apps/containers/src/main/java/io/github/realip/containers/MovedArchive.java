package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A container that watches its directory of applications. It sees each of them at once as a whole, or not at all.
 *
 * @param archive the application, where the container looks for it
 */
record MovedArchive(Path archive) implements Redeployment {

  @Override
  public void undeploy() throws IOException {
    Files.move(archive, elsewhere());
  }

  @Override
  public void deploy() throws IOException {
    Files.setLastModifiedTime(elsewhere(), FileTime.from(Instant.now())); // some take an old file for a known one
    Files.move(elsewhere(), archive);
  }

  private Path elsewhere() {
    return archive.getParent().resolveSibling(archive.getFileName());
  }
}
