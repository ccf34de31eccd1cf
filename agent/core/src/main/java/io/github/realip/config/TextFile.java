package io.github.realip.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file as it was when it was read. Whether it has changed since is a matter of its content alone: the times of a
 * file say nothing when Kubernetes swaps the link to its directory, and are too coarse on some file systems.
 */
final class TextFile {

  private static final int LARGEST = 4 << 20;

  private final String path;
  private final String text;
  private final String failure;

  private TextFile(String path, String text, String failure) {
    this.path = path;
    this.text = text;
    this.failure = failure;
  }

  static TextFile read(String path) {
    try {
      File file = new File(path);
      // only a regular file: a pipe or a device could keep the application waiting
      if (!file.isFile()) {
        return new TextFile(path, null, file.exists() ? "it is not a regular file" : "there is no such file");
      }
      return new TextFile(path, content(file), null);
    } catch (IOException e) {
      return new TextFile(path, null, String.valueOf(e.getMessage()));
    } catch (SecurityException e) {
      return new TextFile(path, null, "the security manager forbids it");
    }
  }

  private static String content(File file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = new FileInputStream(file);
    try {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (bytes.size() > LARGEST) {
          throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
        }
      }
    } finally {
      in.close();
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  String path() {
    return path;
  }

  /** Returns the content, or {@code null} if it could not be read. */
  String text() {
    return text;
  }

  /** Returns why it could not be read, or {@code null}. */
  String failure() {
    return failure;
  }

  /** Reads the file again and tells whether it is another one now. */
  boolean hasChanged() {
    TextFile now = read(path);
    return text == null ? !failure.equals(now.failure) : !text.equals(now.text);
  }
}
