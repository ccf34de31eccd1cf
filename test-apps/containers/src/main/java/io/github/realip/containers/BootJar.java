package io.github.realip.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * An executable jar of Spring Boot, in the layout that Boot's own build plugins write: its loader at the root, the
 * application in {@code BOOT-INF/classes} and the libraries, not compressed, in {@code BOOT-INF/lib}.
 */
final class BootJar implements AutoCloseable {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIB = "BOOT-INF/lib/";

  private final ZipOutputStream out;
  private final Set<String> entries = new HashSet<>();

  private BootJar(OutputStream out) {
    this.out = new ZipOutputStream(out);
  }

  /**
   * Writes the jar.
   *
   * @param version the version of Spring Boot
   * @param loader the jar with the loader of that version
   * @param application jars and wars with the application's classes
   */
  static void write(Path jar, String version, String mainClass, Path loader, List<Path> application,
      List<Path> libraries) throws IOException {
    try (BootJar boot = new BootJar(Files.newOutputStream(jar))) {
      boot.manifest(version, mainClass, launcher(loader));
      boot.add(loader, "org/", "org/");
      for (Path archive : application) {
        boot.add(archive, archive.toString().endsWith(".war") ? "WEB-INF/classes/" : "io/",
            archive.toString().endsWith(".war") ? CLASSES : CLASSES + "io/");
      }
      boot.directories(LIB);
      for (Path library : libraries) {
        boot.stored(LIB + library.getFileName(), Files.readAllBytes(library));
      }
    }
  }

  /**
   * Writes the same extracted, as Boot's own {@code -Djarmode=tools extract} does, which is the form that archives of
   * classes take: a jar with the application's classes, which names the libraries beside it.
   */
  static void extract(Path jar, String mainClass, List<Path> application, List<Path> libraries) throws IOException {
    Path lib = Files.createDirectories(jar.resolveSibling("lib"));
    StringBuilder classPath = new StringBuilder();
    for (Path library : libraries) {
      Files.copy(library, lib.resolve(library.getFileName()));
      classPath.append("lib/").append(library.getFileName()).append(' ');
    }
    try (BootJar boot = new BootJar(Files.newOutputStream(jar))) {
      Manifest manifest = new Manifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
      attributes.put(Attributes.Name.CLASS_PATH, classPath.toString().strip());
      boot.directories(JarFile.MANIFEST_NAME);
      boot.out.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
      manifest.write(boot.out);
      for (Path archive : application) {
        boot.add(archive, archive.toString().endsWith(".war") ? "WEB-INF/classes/" : "io/",
            archive.toString().endsWith(".war") ? "" : "io/");
      }
    }
  }

  /** Its package has changed with Spring Boot 3.2. */
  private static String launcher(Path loader) throws IOException {
    try (ZipFile zip = new ZipFile(loader.toFile())) {
      String name = "org/springframework/boot/loader/launch/JarLauncher";
      return (zip.getEntry(name + ".class") != null ? name : name.replace("launch/", "")).replace('/', '.');
    }
  }

  private void manifest(String version, String mainClass, String launcher) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, launcher);
    attributes.putValue("Start-Class", mainClass);
    attributes.putValue("Spring-Boot-Version", version);
    attributes.putValue("Spring-Boot-Classes", CLASSES);
    attributes.putValue("Spring-Boot-Lib", LIB);
    directories(JarFile.MANIFEST_NAME);
    out.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
    manifest.write(out);
  }

  private void add(Path archive, String from, String to) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements();) {
        ZipEntry entry = each.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(from)) {
          String name = to + entry.getName().substring(from.length());
          directories(name);
          out.putNextEntry(new ZipEntry(name));
          zip.getInputStream(entry).transferTo(out);
        }
      }
    }
  }

  /** The loader reads a library where it lies, so it must not be compressed. */
  private void stored(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
  }

  /** The loader also wants entries for the directories above a name. */
  private void directories(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      if (entries.add(name.substring(0, slash + 1))) {
        out.putNextEntry(new ZipEntry(name.substring(0, slash + 1)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
