package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of jars as the JDK writes them. */
class JarInMemoryTest {

  private static final byte[] CONTENT = "a class file, a class file, a class file".getBytes();

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void anEntryIsFound(int method) throws IOException {
    for (String comment : new String[] {null, "a comment"}) {
      JarInMemory jar = new JarInMemory(jar(method, comment));
      assertArrayEquals(CONTENT, jar.read("a/B.class"));
      assertArrayEquals(new byte[0], jar.read("a/"));
      assertArrayEquals(CONTENT, jar.read("C"));
      assertNull(jar.read("D"));
      jar.read("C")[0]++;
      assertArrayEquals(CONTENT, jar.read("C"));
    }
  }

  @Test
  void aJarThatIsCutOffIsRefused() throws IOException {
    byte[] whole = jar(ZipEntry.STORED, null);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> new JarInMemory(part), () -> part.length + " bytes");
    }
  }

  @Test
  void whatCannotBeInflatedIsRefused() throws IOException {
    byte[] broken = jar(ZipEntry.DEFLATED, null);
    Arrays.fill(broken, 70, 90, (byte) -1);
    assertThrows(IOException.class, () -> new JarInMemory(broken).read("a/B.class"));
  }

  private static byte[] jar(int method, String comment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.setMethod(method);
      jar.setComment(comment);
      for (String name : new String[] {"a/", "a/B.class", "C"}) {
        byte[] content = name.endsWith("/") ? new byte[0] : CONTENT;
        ZipEntry entry = new ZipEntry(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setCrc(checksum.getValue());
        entry.setSize(content.length);
        jar.putNextEntry(entry);
        jar.write(content);
      }
    }
    return bytes.toByteArray();
  }
}
