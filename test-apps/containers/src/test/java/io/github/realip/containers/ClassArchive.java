package io.github.realip.containers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The class files in an archive and in the archives inside it, found by the zip format's own directory, so that nothing
 * is unpacked but what somebody asks for.
 */
final class ClassArchive {
  private static final int END_OF_DIRECTORY = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final String CLASS = ".class";

  private final String name;
  private final ByteBuffer bytes;
  private final Map<String, Integer> headers = new HashMap<>();

  private ClassArchive(String name, ByteBuffer bytes) {
    this.name = name;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the directories of a file and of all archives inside; each is one element. */
  static List<ClassArchive> read(Path file) throws IOException {
    List<ClassArchive> all = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      new ClassArchive(file.getFileName().toString(), bytes).read(all);
    }
    return all;
  }

  private void read(List<ClassArchive> all) {
    int end = bytes.limit() - END_SIZE;
    while (end >= 0 && bytes.getInt(end) != END_OF_DIRECTORY) {
      end--;
    }
    if (end < 0) {
      return; // an archive in name only
    }
    all.add(this);
    int header = bytes.getInt(end + 16);
    for (int count = unsigned(end + 10); count > 0; count--) {
      int length = unsigned(header + 28);
      String entry = text(header + 46, length);
      if (entry.endsWith(CLASS)) {
        headers.put(entry.substring(0, entry.length() - CLASS.length()), header);
      } else if (entry.endsWith(".jar") || entry.endsWith(".war") || entry.endsWith(".rar")) {
        new ClassArchive(entry.substring(entry.lastIndexOf('/') + 1), ByteBuffer.wrap(content(header))).read(all);
      }
      header += 46 + length + unsigned(header + 30) + unsigned(header + 32);
    }
  }

  /** The class file of this internal name, or {@code null}. */
  byte[] classFile(String type) {
    Integer header = headers.get(type);
    return header == null ? null : content(header);
  }

  private byte[] content(int header) {
    byte[] packed = new byte[bytes.getInt(header + 20)];
    byte[] content = new byte[bytes.getInt(header + 24)];
    int local = bytes.getInt(header + 42);
    bytes.get(local + 30 + unsigned(local + 26) + unsigned(local + 28), packed);
    if (unsigned(header + 10) == 0) {
      return packed;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      for (int at = 0; at < content.length;) {
        at += inflater.inflate(content, at, content.length - at);
      }
      return content;
    } catch (DataFormatException e) {
      throw new IllegalStateException(name, e);
    } finally {
      inflater.end();
    }
  }

  private String text(int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int unsigned(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  @Override
  public String toString() {
    return name;
  }
}
