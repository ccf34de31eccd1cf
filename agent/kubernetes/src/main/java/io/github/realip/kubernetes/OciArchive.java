package io.github.realip.kubernetes;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image of several platforms in one file, as the <a
 * href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI image layout</a> has it. Jib
 * writes one platform to a file; here they get their common index.
 *
 * @param file the archive
 * @param digest the index's digest, which is the image's in every registry
 */
public record OciArchive(Path file, String digest) {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /**
   * Builds the image of each platform and writes them to {@code NAME.tar}.
   *
   * @param reference the image's full name with its tag, under which containerd's {@code ctr images import} takes it
   */
  static OciArchive write(Path directory, String name, String reference, Map<String, JibContainerBuilder> platforms)
      throws Exception {
    Path work = Files.createTempDirectory("realip-image");
    try {
      Map<String, byte[]> blobs = new TreeMap<>();
      JsonArray manifests = new JsonArray();
      for (Map.Entry<String, JibContainerBuilder> platform : platforms.entrySet()) {
        Path single = work.resolve(platform.getKey() + ".tar");
        platform.getValue().containerize(Containerizer.to(TarImage.at(single).named(reference))
            .setOfflineMode(true)
            .setToolName(name)
            .setBaseImageLayersCache(work.resolve("base"))
            .setApplicationLayersCache(work.resolve("layers")));
        manifests.add(manifest(single, platform.getKey(), blobs));
      }

      JsonObject index = index(manifests);
      byte[] bytes = bytes(index);
      String digest = "sha256:" + sha256(bytes);
      blobs.put("blobs/sha256/" + sha256(bytes), bytes);

      JsonObject entry = new JsonObject();
      entry.addProperty("mediaType", INDEX);
      entry.addProperty("digest", digest);
      entry.addProperty("size", bytes.length);
      JsonObject annotations = new JsonObject();
      annotations.addProperty("org.opencontainers.image.ref.name", reference.substring(reference.lastIndexOf(':') + 1));
      annotations.addProperty("io.containerd.image.name", reference);
      entry.add("annotations", annotations);
      JsonArray entries = new JsonArray();
      entries.add(entry);
      blobs.put("index.json", bytes(index(entries)));

      Path file = directory.resolve(name + ".tar");
      tar(blobs, file);
      return new OciArchive(file, digest);
    } finally {
      delete(work);
    }
  }

  /** Adds one platform's files to those of the others and returns how the index names it. */
  private static JsonObject manifest(Path single, String architecture, Map<String, byte[]> blobs) throws IOException {
    JsonObject manifest = null;
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(single))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("index.json")) {
          manifest = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8)).getAsJsonObject()
              .getAsJsonArray("manifests").get(0).getAsJsonObject();
        } else {
          blobs.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    JsonObject platform = new JsonObject();
    platform.addProperty("architecture", architecture);
    platform.addProperty("os", "linux");
    manifest.remove("annotations");
    manifest.add("platform", platform);
    return manifest;
  }

  private static JsonObject index(JsonArray manifests) {
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    index.addProperty("mediaType", INDEX);
    index.add("manifests", manifests);
    return index;
  }

  private static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static void tar(Map<String, byte[]> files, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file); TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(content.getKey());
        entry.setSize(content.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
