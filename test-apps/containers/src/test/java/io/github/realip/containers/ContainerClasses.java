package io.github.realip.containers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * The class files of a container, as one of its archives sees them: its own first, then those of the others. They are
 * found, and loaded to be verified; none of them is initialized.
 */
final class ContainerClasses {
  private static final int NEWEST = Runtime.version().feature() + 44;

  private final ClassArchive own;
  private final List<ClassArchive> all;

  private ContainerClasses(ClassArchive own, List<ClassArchive> all) {
    this.own = own;
    this.all = all;
  }

  /** All archives of a container's vendor, or all jars that an application with this container needs. */
  static List<ClassArchive> archives(Container container) throws IOException {
    List<ClassArchive> archives = new ArrayList<>();
    if (container.launcher().equals("httpserver")) {
      return ofJdks(container);
    }
    for (Path file : files(container)) {
      archives.addAll(ClassArchive.read(file));
    }
    return archives;
  }

  /** What the JDKs of this machine have instead of an archive of a vendor. */
  private static List<ClassArchive> ofJdks(Container container) throws IOException {
    List<ClassArchive> archives = new ArrayList<>();
    for (int java : container.javas()) {
      Optional<Jdk> jdk = Jdks.version(java);
      if (jdk.isPresent()) {
        archives.addAll(ClassArchive.read(jdk.get().module("jdk.httpserver", BuiltFiles.work("jdks"))));
      }
    }
    return archives;
  }

  private static List<Path> files(Container container) {
    return switch (container.launcher()) {
      case "boot" -> BootLauncher.libraries(container);
      case "webflux" -> WebFluxLauncher.libraries(container);
      case "vertx" -> VertxLauncher.libraries(container);
      case "undertow", "grizzly", "jetty-core", "micronaut", "quarkus", "quarkus-rest", "gateway" ->
          container.artifacts().stream().flatMap(artifact -> Artifacts.classPath(artifact).stream()).toList();
      default -> List.of(Artifacts.file(container.coordinates() + ":" + container.version()));
    };
  }

  /** Each copy of a class that is among these archives; servers for two Servlet APIs have two of some. */
  static List<ContainerClasses> copiesOf(String type, List<ClassArchive> all) {
    return all.stream().filter(archive -> archive.classFile(type) != null)
        .map(archive -> new ContainerClasses(archive, all)).toList();
  }

  /** The class file of this internal name, or {@code null}. */
  byte[] find(String type) {
    byte[] found = own.classFile(type);
    for (int i = 0; found == null && i < all.size(); i++) {
      found = all.get(i).classFile(type);
    }
    return found;
  }

  /** The same in the words of Byte Buddy. */
  ClassFileLocator locator() {
    return new ClassFileLocator() {
      @Override
      public Resolution locate(String name) {
        byte[] found = find(name.replace('.', '/'));
        return found == null ? new Resolution.Illegal(name) : new Resolution.Explicit(found);
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  /** A loader to read class files from. */
  ClassLoader reader() {
    return new ClassLoader(null) {
      @Override
      public InputStream getResourceAsStream(String name) {
        byte[] found = find(name.substring(0, name.length() - ".class".length()));
        return found == null ? null : new ByteArrayInputStream(found);
      }

      @Override
      protected Class<?> findClass(String name) {
        throw new AssertionError("the weaver loads " + name);
      }
    };
  }

  /** Has the JVM load a class and verify it. */
  void verify(String type, byte[] bytes) {
    Class<?> loaded = new Loader(type.substring(0, type.lastIndexOf('/') + 1)).define(bytes);
    loaded.getDeclaredFields(); // links it
  }

  @Override
  public String toString() {
    return own.toString();
  }

  /** Loads classes for later Javas too, as those of this one. */
  private final class Loader extends ClassLoader {
    private final String own;

    /** Has the classes of a package, even if this JVM has some of that name, too. */
    Loader(String own) {
      super(ClassLoader.getPlatformClassLoader());
      this.own = own.replace('/', '.');
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded
          : name.startsWith(own) && find(name.replace('.', '/')) != null ? findClass(name)
          : super.loadClass(name, resolve);
    }

    Class<?> define(byte[] bytes) {
      byte[] known = Arrays.copyOf(bytes, bytes.length);
      known[7] = (byte) Math.min(known[7], NEWEST);
      return defineClass(null, known, 0, known.length);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] found = find(name.replace('.', '/'));
      if (found == null) {
        throw new ClassNotFoundException(name);
      }
      return define(found);
    }
  }
}
