package io.github.realip;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Holds everything of the agent but this package: jars inside the agent's jar, read into memory, never written to
 * disk. The application's class path shows none of it, and it sees nothing of the application's: its only parent is
 * the boot loader, so each side may have its own ASM, picocli or Gson of any version.
 *
 * <p>Other agents see our classes, too, and ask this loader about them while one is being defined. So every class file
 * can be read as a resource at any time, and a class that is asked for in the middle of its own definition is not found
 * instead of being defined inside of itself.
 */
final class HiddenClassLoader extends ClassLoader {

  private static final String OWN_PACKAGE = "io.github.realip.";
  private static final String JARS = "META-INF/realip/";
  private static final String WEAVER = "weaver.jar";
  /** What stands for a class file whose class is defined: the jar still has it. */
  private static final byte[] IN_JAR = new byte[0];

  /** Which build the weaver is of: the checksum of its jar, or empty as long as it was not read. */
  private static volatile String build = "";

  private final String[] jars;
  private final Map<String, byte[]> entries = new HashMap<String, byte[]>();
  /** The classes that are being defined, guarded by this: this loader is locked meanwhile, so by one thread. */
  private final Set<String> inDefinition = new HashSet<String>();

  private HiddenClassLoader(String... jars) throws Exception {
    super(null);
    this.jars = jars;
    unpack(entries);
  }

  /** What the first request class needs. */
  static HiddenClassLoader withWeaver() throws Exception {
    return new HiddenClassLoader(WEAVER);
  }

  /** What the command line needs. */
  static HiddenClassLoader withCommandLine() throws Exception {
    return new HiddenClassLoader(WEAVER, "cli.jar");
  }

  /** Tells which build the weaver is of; equal for equal ones, wherever they lie. Empty if that is not known. */
  static String build() {
    return build;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String entry = name.replace('.', '/') + ".class";
    byte[] bytes = entries.get(entry);
    if (bytes != null && bytes != IN_JAR) {
      return define(name, entry, bytes);
    }
    if (name.startsWith(OWN_PACKAGE)) { // the visible package
      return Class.forName(name, false, HiddenClassLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }

  private Class<?> define(String name, String entry, byte[] bytes) throws ClassNotFoundException {
    if (!inDefinition.add(name)) {
      throw new ClassNotFoundException(name + " is being defined by this very thread");
    }
    try {
      Class<?> type = defineClass(name, bytes, 0, bytes.length, HiddenClassLoader.class.getProtectionDomain());
      entries.put(entry, IN_JAR); // it is defined once: free the memory
      return type;
    } finally {
      inDefinition.remove(name);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = resource(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  protected URL findResource(String name) {
    byte[] bytes = resource(name);
    try {
      return bytes == null ? null : new URL("realip", null, -1, '/' + name, new InMemory(bytes));
    } catch (IOException impossible) { // the handler is given
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? Collections.<URL>emptySet() : Collections.singleton(found));
  }

  private synchronized byte[] resource(String name) {
    byte[] bytes = entries.get(name);
    if (bytes != IN_JAR) {
      return bytes;
    }
    try {
      Map<String, byte[]> again = new HashMap<String, byte[]>();
      unpack(again);
      return again.get(name);
    } catch (Exception jarIsGone) {
      return null;
    }
  }

  private void unpack(Map<String, byte[]> into) throws Exception {
    String place = RealIpAgent.place();
    File agent = place == null ? null : file(place);
    if (agent == null || !agent.isFile()) { // a class loader of its own kind has its own kind of addresses
      for (String jar : jars) {
        unpack(HiddenClassLoader.class.getResourceAsStream('/' + JARS + jar), into);
      }
      return;
    }
    // the file itself, not a jar: URL, whose handlers take locks and may be the application's
    try (ZipFile outer = new ZipFile(agent)) {
      for (String jar : jars) {
        ZipEntry entry = outer.getEntry(JARS + jar);
        if (jar == WEAVER) {
          build = Long.toHexString(entry.getCrc());
        }
        unpack(outer.getInputStream(entry), into);
      }
    }
  }

  /**
   * The file of a code source, {@code file:/PATH} or {@code jar:file:/PATH!/} as class loaders of servers have it, or
   * {@code null} if it is no file.
   */
  static File file(String codeSource) {
    String url = codeSource.startsWith("jar:") ? codeSource.substring("jar:".length()) : codeSource;
    int end = url.indexOf("!/");
    try {
      return new File(new URI(end < 0 ? url : url.substring(0, end)));
    } catch (URISyntaxException | IllegalArgumentException noFile) {
      return null;
    }
  }

  private static void unpack(InputStream in, Map<String, byte[]> into) throws IOException {
    try (ZipInputStream jar = new ZipInputStream(new BufferedInputStream(in, 1 << 16))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        into.put(entry.getName(), read(jar, entry));
      }
    }
  }

  /** Reads the entry with one call: its size is known, and a copy loop would run interpreted. */
  private static byte[] read(InputStream in, ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    new DataInputStream(in).readFully(bytes);
    return bytes;
  }

  /** Opens a resource. */
  private static final class InMemory extends URLStreamHandler {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // there is nothing to connect to
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public int getContentLength() {
          return bytes.length;
        }
      };
    }
  }
}
