package io.github.realip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
        ZipEntry entry = outer.getEntry("META-INF/realip/" + jar);
        try (ZipInputStream inner = new ZipInputStream(outer.getInputStream(entry))) {
          read(inner);
        }
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

  private void read(ZipInputStream jar) throws IOException {
    byte[] buffer = new byte[8192];
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      if (!entry.isDirectory()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        for (int n = jar.read(buffer); n >= 0; n = jar.read(buffer)) {
          bytes.write(buffer, 0, n);
        }
        entries.put(entry.getName(), bytes.toByteArray());
      }
    }
  }
}
