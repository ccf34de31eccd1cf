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
 * @param unpacked what is empty when the container is done with an application that is gone, or {@code null} if it
 *     never touches an archive
 */
record MovedArchive(Path archive, Path unpacked) implements Redeployment {
  private static final int PATIENCE_SECONDS = 60;

  MovedArchive(Path archive) {
    this(archive, null);
  }

  @Override
  public void undeploy() throws IOException {
    Files.move(archive, elsewhere());
  }

  @Override
  public void deploy() throws IOException, InterruptedException {
    awaitDone();
    Files.setLastModifiedTime(elsewhere(), FileTime.from(Instant.now())); // some take an old file for a known one
    Files.move(elsewhere(), archive);
  }

  private void awaitDone() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (unpacked != null && !Directories.isEmpty(unpacked)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(unpacked + " has something in it for " + PATIENCE_SECONDS + " s");
      }
      Thread.sleep(20);
    }
  }

  private Path elsewhere() {
    return archive.getParent().resolveSibling(archive.getFileName());
  }
}
