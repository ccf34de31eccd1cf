package io.github.realip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

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

  /** Which build the weaver is of: the checksum of its jar, or empty as long as it was not read. */
  private static volatile String build = "";

  private final List<JarInMemory> jars = new ArrayList<JarInMemory>();
  /** The classes that are being defined, guarded by this: this loader is locked meanwhile, so by one thread. */
  private final Set<String> inDefinition = new HashSet<String>();

  private HiddenClassLoader(String... jars) throws Exception {
    super(null);
    String place = RealIpAgent.place();
    File agent = place == null ? null : file(place);
    if (agent == null || !agent.isFile()) { // a class loader of its own kind has its own kind of addresses
      for (String jar : jars) {
        this.jars.add(new JarInMemory(read(HiddenClassLoader.class.getResourceAsStream('/' + JARS + jar))));
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
        this.jars.add(new JarInMemory(read(outer, entry)));
      }
    }
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
    byte[] bytes = resource(name.replace('.', '/') + ".class");
    if (bytes != null) {
      return define(name, bytes);
    }
    if (name.startsWith(OWN_PACKAGE)) { // the visible package
      return Class.forName(name, false, HiddenClassLoader.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }

  private Class<?> define(String name, byte[] bytes) throws ClassNotFoundException {
    if (!inDefinition.add(name)) {
      throw new ClassNotFoundException(name + " is being defined by this very thread");
    }
    try {
      return defineClass(name, bytes, 0, bytes.length, HiddenClassLoader.class.getProtectionDomain());
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

  private byte[] resource(String name) {
    try {
      for (JarInMemory jar : jars) {
        byte[] bytes = jar.read(name);
        if (bytes != null) {
          return bytes;
        }
      }
      return null;
    } catch (IOException broken) {
      return null;
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

  /** Reads an entry with one call: its size is known, and a copy loop would run interpreted. */
  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    new DataInputStream(jar.getInputStream(entry)).readFully(bytes);
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, bytes.length);
    if (checksum.getValue() != entry.getCrc()) {
      throw new ZipException(entry.getName() + " is not what the agent's jar says of it");
    }
    return bytes;
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    for (int length = in.read(part); length >= 0; length = in.read(part)) {
      bytes.write(part, 0, length);
    }
    return bytes.toByteArray();
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
