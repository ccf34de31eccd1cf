package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How REALIP_JDKS is written. */
class JdksTest {

  @Test
  void linesOrAPathListNameTheJavas() {
    List<Jdk> two = List.of(new Jdk(8, Path.of("/opt/8")), new Jdk(25, Path.of("/opt/jdk=25")));

    assertEquals(two, Jdks.listed("8=/opt/8:25=/opt/jdk=25"));
    assertEquals(two, Jdks.listed("8=/opt/8\n25=/opt/jdk=25\n"));
    assertEquals(List.of(), Jdks.listed(""));
  }

  @Test
  void theJavaThatRunsThisIsAlwaysThere() {
    assertEquals(true, Jdks.version(Runtime.version().feature()).isPresent());
  }
}
