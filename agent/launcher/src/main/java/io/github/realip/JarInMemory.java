package io.github.realip;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * A jar that is read as a whole, whatever becomes of its file. An entry is looked up in the central directory (sections
 * 4.3.12 and 4.3.16 of PKWARE's APPNOTE.TXT), so who wants a few of hundreds of entries does not step through all.
 */
final class JarInMemory {

  private static final String CUT_OFF = "a jar inside the agent's jar is cut off";
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int HEADER_LENGTH = 46;
  private static final int LOCAL_HEADER_LENGTH = 30;

  private final byte[] jar;
  /** Where the directory has the entry of a name. */
  private final Map<String, Integer> headers = new HashMap<String, Integer>(1024);

  /**
   * Reads the directory.
   *
   * @throws IOException if it has none
   */
  @SuppressWarnings("deprecation") // names are ASCII, and a charset's decoder would run interpreted
  JarInMemory(byte[] jar) throws IOException {
    this.jar = jar;
    try {
      int end = jar.length - END_LENGTH;
      while (int32(end) != END_SIGNATURE) { // behind it there may be a comment
        end--;
      }
      int header = int32(end + 16);
      for (int entries = int16(end + 10); entries > 0; entries--) {
        int nameLength = int16(header + 28);
        headers.put(new String(jar, 0, header + HEADER_LENGTH, nameLength), header);
        header += HEADER_LENGTH + nameLength + int16(header + 30) + int16(header + 32);
      }
    } catch (IndexOutOfBoundsException cutOff) {
      throw new EOFException(CUT_OFF);
    }
  }

  /**
   * Returns the content of an entry, a new array each time; {@code null} if there is no such entry.
   *
   * @throws IOException if the jar is broken
   */
  byte[] read(String name) throws IOException {
    Integer header = headers.get(name);
    if (header == null) {
      return null;
    }
    try {
      int packed = int32(header + 20);
      int local = int32(header + 42);
      int from = local + LOCAL_HEADER_LENGTH + int16(local + 26) + int16(local + 28);
      return int16(header + 10) == ZipEntry.STORED ? Arrays.copyOfRange(jar, from, from + packed)
          : inflated(from, packed, new byte[int32(header + 24)]);
    } catch (IndexOutOfBoundsException cutOff) {
      throw new EOFException(CUT_OFF);
    }
  }

  private byte[] inflated(int from, int packed, byte[] into) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(jar, from, packed);
      int done = 0;
      while (done < into.length) {
        int more = inflater.inflate(into, done, into.length - done);
        if (more == 0) {
          throw new EOFException(CUT_OFF);
        }
        done += more;
      }
      return into;
    } catch (DataFormatException broken) {
      throw new ZipException(broken.getMessage());
    } finally {
      inflater.end();
    }
  }

  private int int16(int at) {
    return jar[at] & 0xff | (jar[at + 1] & 0xff) << 8;
  }

  private int int32(int at) {
    return int16(at) | int16(at + 2) << 16;
  }
}
