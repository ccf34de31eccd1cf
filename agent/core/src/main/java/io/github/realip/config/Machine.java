package io.github.realip.config;

import java.io.File;
import java.net.URI;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a configuration depends on besides its layers: where this JVM runs. */
final class Machine {

  /** Where the files of Kubernetes in this repository mount their ConfigMap. */
  private static final String MOUNTED_DIRECTORY = "/realip-config";
  private static final String FILE = "realip.properties";

  private final List<String> gateways;
  private final List<String> defaultFiles;
  private final String mounts;

  /**
   * A machine.
   *
   * @param gateways addresses that no trusted range covers unless {@code trust-gateway} says so
   * @param defaultFiles where settings are looked for when no {@code config-file} is set; the first that is there
   * counts
   * @param mounts the kernel's table of mounts (proc(5), mountinfo), or an empty text
   */
  Machine(List<String> gateways, List<String> defaultFiles, String mounts) {
    this.gateways = Collections.unmodifiableList(gateways);
    this.defaultFiles = defaultFiles;
    this.mounts = mounts;
  }

  /**
   * This machine.
   *
   * @param kubernetes whether it is a pod: only there a gateway may be a client's disguise, because nodes translate
   *     addresses, and a file may be a mount that is never updated
   */
  static Machine here(boolean kubernetes) {
    String mounts = kubernetes ? TextFile.ofKernel("/proc/self/mountinfo").text() : null;
    return new Machine(kubernetes ? Gateways.ofThisMachine() : Collections.<String>emptyList(),
        defaultFiles(new File(MOUNTED_DIRECTORY), jar()), mounts == null ? "" : mounts);
  }

  /** Where to look without an option; a file that may come later only where a volume for it is mounted. */
  static List<String> defaultFiles(File mountedDirectory, File jar) {
    List<String> files = new ArrayList<String>();
    try {
      if (mountedDirectory.isDirectory()) {
        files.add(new File(mountedDirectory, FILE).getPath());
      }
      if (jar != null && jar.isFile() && new File(jar.getParentFile(), FILE).exists()) {
        files.add(new File(jar.getParentFile(), FILE).getPath());
      }
    } catch (SecurityException denied) {
      return files;
    }
    return files;
  }

  /** The agent's own jar, or {@code null} if that cannot be told. */
  private static File jar() {
    try {
      CodeSource source = Machine.class.getProtectionDomain().getCodeSource();
      String location = source == null ? "" : source.getLocation().toString();
      if (location.startsWith("jar:") && location.endsWith("!/")) { // as the module loader of WildFly has it
        location = location.substring("jar:".length(), location.length() - "!/".length());
      }
      return new File(URI.create(location));
    } catch (IllegalArgumentException noFile) {
      return null;
    } catch (SecurityException denied) {
      return null;
    }
  }

  List<String> gateways() {
    return gateways;
  }

  List<String> defaultFiles() {
    return defaultFiles;
  }

  /** Whether the file is itself the point of a mount, as {@code subPath} makes it. */
  boolean neverUpdates(String path) {
    return mounts.contains(' ' + new File(path).getAbsolutePath().replace(" ", "\\040") + ' ');
  }
}
