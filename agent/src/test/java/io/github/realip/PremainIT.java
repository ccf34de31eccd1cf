package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the finished jar does to a JVM that is no server. */
class PremainIT {

  @TempDir
  Path directory;

  @Test
  void aJvmThatServesNothingLoadsNextToNothing() throws Exception {
    Path log = directory.resolve("classes.log");
    Process hello = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-javaagent:" + new File("target/realip-agent.jar").getAbsolutePath(), "-Drealip.trusted-proxies=nonsense",
        "-Xlog:class+load:file=" + log, "-cp", new File("target/test-classes").getAbsolutePath(), Hello.class.getName())
        .redirectOutput(directory.resolve("out").toFile()).redirectError(directory.resolve("err").toFile()).start();
    assertEquals(0, hello.waitFor());
    assertEquals("hello from 1 thread", Files.readString(directory.resolve("out")).trim());
    assertEquals("", Files.readString(directory.resolve("err")));

    List<String> loaded = loaded(log);
    assertTrue(loaded.contains(Hello.class.getName()));
    assertEquals(List.of("io.github.realip.RealIpAgent", "io.github.realip.RequestClassTransformer",
        "io.github.realip.RequestClasses", "io.github.realip.KnownNames", "io.github.realip.ClassFileOutline"),
        loaded.stream().filter(name -> name.startsWith("io.github.realip.") && !name.equals(Hello.class.getName()))
            .collect(Collectors.toList()));
    assertFalse(loaded.stream().anyMatch(name -> name.startsWith("java.util.logging.")
        || name.startsWith("javax.management.") || name.startsWith("net.bytebuddy.")
        || name.contains("LambdaForm") && name.contains("Hidden")), loaded.toString());
  }

  private static List<String> loaded(Path log) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(" source: "))
        .map(line -> line.substring(line.lastIndexOf("] ") + 2, line.indexOf(" source: ")))
        .collect(Collectors.toList());
  }

  /** A JVM without servlets. */
  static final class Hello {

    Hello() {
    }

    /** Says how many threads there are that are not the JVM's own. */
    public static void main(String[] arguments) {
      System.out.println("hello from " + Thread.activeCount() + " thread");
    }
  }
}
