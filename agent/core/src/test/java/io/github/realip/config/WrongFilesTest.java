package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody names by mistake: huge ones, and those that are no files. */
class WrongFilesTest {

  private static final int SIZE = 4_000_000;
  /** Of the file, as bytes, text and lines; it may all be given back at once. */
  private static final long MOST_MEMORY = 40L * SIZE;

  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"random", "x\n", "a\\\n", "a", "10.0.0.1/8\n", "10.0.0.\n", "trusted-proxies=x\n",
      "log=off\n", "header=X\n", "trusted-proxies=,", "headers=A,", "\u00e4=\\u00\n"})
  void aHugeOneCostsAHundredMistakesAtMost(String content) throws IOException {
    Path file = directory.resolve("huge");
    if (content.equals("random")) {
      byte[] bytes = new byte[SIZE];
      new Random(1).nextBytes(bytes);
      Files.write(file, bytes);
    } else {
      String repeated = content.repeat(SIZE / content.length());
      Files.write(file, repeated.getBytes(StandardCharsets.UTF_8));
    }
    for (String setting : new String[] {"realip.config-file=" + file, "realip.trusted-proxies=@" + file}) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      Configuration configuration = load(setting);
      long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertFalse(configuration.isActive());
      assertFalse(configuration.isValid());
      assertTrue(configuration.problems().size() <= 100);
      assertTrue(allocated < MOST_MEMORY, setting + ": " + allocated + " bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({"/proc/kmsg", "/dev/zero", "/dev/tty", "/dev/stdin", "/", "/proc/self/mem", "FIFO"})
  void whatIsNoFileIsNotWaitedFor(String path) throws Exception {
    String file = path;
    if (path.equals("FIFO")) {
      file = directory.resolve("fifo").toString();
      assertEquals(0, new ProcessBuilder("mkfifo", file).start().waitFor());
    }
    String wrong = file;
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
      assertFalse(load("realip.config-file=" + wrong).isActive());
      assertFalse(load("realip.trusted-proxies=@" + wrong).isValid());
    });
  }

  private static Configuration load(String setting) {
    String[] nameAndValue = setting.split("=", 2);
    return Configuration.load(ConfigurationTest.properties(nameAndValue[0], nameAndValue[1]), Map.of(), null);
  }
}
