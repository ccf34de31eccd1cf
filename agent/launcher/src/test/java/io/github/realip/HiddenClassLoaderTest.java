package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the jar is, in the words of different class loaders: the rest is tested with the finished jar in real JVMs. */
class HiddenClassLoaderTest {

  @ParameterizedTest
  @CsvSource({
      "file:/realip/realip-agent.jar,          /realip/realip-agent.jar",
      "file:/a%20path/100%25/realip-agent.jar, /a path/100%/realip-agent.jar",
      "jar:file:/realip/realip-agent.jar!/,    /realip/realip-agent.jar",
      "jar:file:/a%20path/realip-agent.jar!/x, /a path/realip-agent.jar",
      "vfs:/content/realip-agent.jar,",
      "file:realip-agent.jar,",
      "file:/a path/realip-agent.jar,"})
  void aCodeSourceIsAFileOrNot(String codeSource, String file) {
    assertEquals(file == null ? null : new File(file), HiddenClassLoader.file(codeSource));
  }
}
