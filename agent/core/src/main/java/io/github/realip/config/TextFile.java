package io.github.realip.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file as it was when it was read. Whether it has changed since is a matter of its content alone: the times of a
 * file say nothing when Kubernetes swaps the link to its directory, and are too coarse on some file systems.
 *
 * <p>Reading never waits: only a regular file is opened, and only one with a length, for what the kernel makes up on
 * the spot ({@code /proc/kmsg}) has none and may wait for ever.
 */
final class TextFile {

  private static final int LARGEST = 4 << 20;
  private static final String MISSING = "there is no such file";

  private final String path;
  private final String text;
  private final String failure;

  private TextFile(String path, String text, String failure) {
    this.path = path;
    this.text = text;
    this.failure = failure;
  }

  /** Reads a file of the operator's, in UTF-8, or in UTF-16 if it begins with a byte order mark of that. */
  static TextFile read(String path) {
    return read(path, false);
  }

  /** Reads a table of the kernel's, which is known not to wait although it has no length. */
  static TextFile ofKernel(String path) {
    return read(path, true);
  }

  private static TextFile read(String path, boolean ofKernel) {
    try {
      File file = new File(path);
      if (!file.isFile()) {
        return new TextFile(path, null, file.exists() ? "it is not a regular file" : MISSING);
      }
      if (file.length() > LARGEST) {
        throw tooLarge();
      }
      return new TextFile(path, file.length() > 0 || ofKernel ? content(file) : "", null);
    } catch (IOException e) {
      return new TextFile(path, null, String.valueOf(e.getMessage()));
    } catch (SecurityException e) {
      return new TextFile(path, null, "the security manager forbids it");
    }
  }

  private static String content(File file) throws IOException {
    InputStream in = new FileInputStream(file);
    try {
      byte[] bytes = new byte[(int) Math.min(file.length(), LARGEST) + 8192]; // with room for what is written meanwhile
      int size = 0;
      for (int n = 0; n >= 0; n = in.read(bytes, size, bytes.length - size)) {
        size += n;
        if (size > LARGEST) {
          throw tooLarge();
        }
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * size);
        }
      }
      return decode(bytes, size);
    } finally {
      in.close();
    }
  }

  private static IOException tooLarge() {
    return new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
  }

  /** Byte order marks are dropped wherever they are: files that begin with one may have been put together. */
  private static String decode(byte[] bytes, int size) {
    int first = size < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    Charset charset = first == 0xfeff || first == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    String text = new String(bytes, 0, size, charset);
    return text.indexOf('\ufeff') < 0 ? text : text.replace("\ufeff", "");
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

  boolean isMissing() {
    return MISSING.equals(failure);
  }

  /** Reads the file again and tells whether it is another one now. */
  boolean hasChanged() {
    return !isLike(read(path));
  }

  /** Tells whether both are the same file with the same content. */
  boolean isLike(TextFile other) {
    return path.equals(other.path) && (text == null ? failure.equals(other.failure) : text.equals(other.text));
  }
}
