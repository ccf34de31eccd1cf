package io.github.realip.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks zip files, wars and jars, each only once, whoever wants it. */
final class Archive {

  private Archive() {
  }

  /** The content of an archive, in a directory that is only there when it is complete. */
  static Path unpacked(Path archive, Path directory) throws IOException {
    return Fork.alone(directory, () -> unpackedNow(archive, directory));
  }

  private static Path unpackedNow(Path archive, Path directory) throws IOException {
    Path stamp = directory.resolveSibling(directory.getFileName() + ".unpacked");
    String origin = archive.toAbsolutePath() + " " + Files.getLastModifiedTime(archive);
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(origin)) {
      Files.deleteIfExists(stamp);
      Directories.delete(directory);
      unpack(archive, directory);
      Files.writeString(stamp, origin);
    }
    return directory;
  }

  private static void unpack(Path archive, Path directory) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
        ZipEntry entry = entries.nextElement();
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(archive + " wants to write outside of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
