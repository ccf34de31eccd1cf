package io.github.realip.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;

/**
 * What the operating system says about the process, before anything is sent to it: the attach mechanism begins with
 * the signal QUIT, which ends many a process that is no JVM. On Linux it is read in {@code /proc}; elsewhere the JDK
 * itself has to find out.
 */
final class TargetProcess {

  private static final Path PROC = Paths.get("/proc");

  private final String pid;
  private final Path facts;

  TargetProcess(String pid) {
    this.pid = pid;
    facts = PROC.resolve(pid);
  }

  /** Refuses what is no JVM, or is another user's. */
  void assertAttachable() throws CannotAttachException {
    if (!isLinux()) {
      return;
    }
    if (!Files.isDirectory(facts)) {
      throw new CannotAttachException("there is no process " + pid + " here; process ids differ between containers:"
          + " take the one that this machine or container has for it");
    }
    String own = user(PROC.resolve("self"));
    String other = user(facts);
    if (!own.equals(other) && !own.equals("0")) {
      throw new CannotAttachException("the process " + pid + " belongs to user " + other + ", this command runs as"
          + " user " + own + "; run it as the same user");
    }
    if (!mayBeJvm()) {
      throw new CannotAttachException("the process " + pid + " is no JVM; name the java process itself, not the script"
          + " that has started it");
    }
  }

  /**
   * Returns the path of our jar if the process sees it there: it is what reads it, and may be in another container.
   */
  String pathThere(Path jar) throws CannotAttachException {
    if (jar.toString().indexOf('=') >= 0) {
      throw new CannotAttachException("the path " + jar + " has a = in it, where the JVM would end it; copy the jar to"
          + " another place and run it there");
    }
    String root = facts + "/root";
    if (isLinux() && Files.isReadable(Paths.get(root)) && !isSame(jar, Paths.get(root + jar))) {
      String copy = "/tmp/" + jar.getFileName();
      throw new CannotAttachException("the process " + pid + " does not see " + jar + ", being in another container;"
          + " copy it to where it does and name that place: cp " + jar + " " + root + copy + " and then --jar " + copy);
    }
    return jar.toString();
  }

  /** The jar that this class comes from. */
  static Path ownJar() {
    try {
      File jar = new File(TargetProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.toPath().toAbsolutePath().normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean mayBeJvm() {
    try {
      return new String(Files.readAllBytes(facts.resolve("maps")), StandardCharsets.ISO_8859_1).contains("/libjvm.so");
    } catch (IOException unreadable) {
      return true; // then the JDK has to find out
    }
  }

  private static boolean isLinux() {
    return Files.isDirectory(PROC.resolve("self"));
  }

  private static String user(Path process) throws CannotAttachException {
    try {
      for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("Uid:")) {
          return line.split("\\s+")[2]; // the effective one
        }
      }
      return "";
    } catch (IOException e) {
      throw new CannotAttachException("there is no process " + process.getFileName() + " here any more");
    }
  }

  /** One file, or two copies of it. */
  private static boolean isSame(Path here, Path there) {
    try {
      return Files.isSameFile(here, there) || Files.size(here) == Files.size(there)
          && Arrays.equals(Files.readAllBytes(here), Files.readAllBytes(there));
    } catch (IOException absent) {
      return false;
    }
  }
}
