package io.github.realip;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Holds everything of the agent but this package: jars inside the agent's jar, read into memory, never written to
 * disk. The application's class path shows none of it, and it sees nothing of the application's: its only parent is
 * the boot loader, so each side may have its own ASM, picocli or Gson of any version.
 */
final class HiddenClassLoader extends ClassLoader {

  private static final String OWN_PACKAGE = "io.github.realip.";

  private final Map<String, byte[]> entries = new HashMap<String, byte[]>();

  private HiddenClassLoader(String... jars) throws Exception {
    super(null);
    File agent = new File(HiddenClassLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // the file itself, not a jar: URL, whose handlers take locks and may be the application's
    try (ZipFile outer = new ZipFile(agent)) {
      for (String jar : jars) {
        InputStream in = outer.getInputStream(outer.getEntry("META-INF/realip/" + jar));
        unpack(new ZipInputStream(new BufferedInputStream(in, 1 << 16)));
      }
    }
  }

  /** What the first request class needs. */
  static HiddenClassLoader withWeaver() throws Exception {
    return new HiddenClassLoader("weaver.jar");
  }

  /** What the command line needs. */
  static HiddenClassLoader withCommandLine() throws Exception {
    return new HiddenClassLoader("weaver.jar", "cli.jar");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.remove(name.replace('.', '/') + ".class"); // a class is defined once: free the memory
    if (bytes != null) {
      return defineClass(name, bytes, 0, bytes.length, HiddenClassLoader.class.getProtectionDomain());
    }
    if (name.startsWith(OWN_PACKAGE)) { // the visible package
      return Class.forName(name, false, HiddenClassLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  public synchronized InputStream getResourceAsStream(String name) {
    byte[] bytes = entries.get(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private void unpack(ZipInputStream jar) throws IOException {
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      entries.put(entry.getName(), read(jar, entry));
    }
  }

  /** The entry's bytes in one piece: the size is known, and code that runs once runs slowly. */
  private static byte[] read(InputStream in, ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }
}
