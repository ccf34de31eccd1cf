package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Java 25 AOT cache brings the request class before any agent starts, so that it is never loaded under its eyes. */
class AotCacheIT {
  private static final String REQUEST = "org.apache.catalina.connector.Request source: shared objects file";

  @Test
  void aRequestClassFromTheCacheGivesTheClient() throws Exception {
    Jdk jdk = Installed.jdk(25, "the AOT cache");
    Container tomcat = onClassPath("9.");
    Path directory = Directories.fresh(BuiltFiles.work("aot"));
    Path cache = directory.resolve("tomcat.aot");
    Path classes = directory.resolve("classes.log");

    List<String> training = List.of("-XX:AOTCacheOutput=" + cache, "--add-modules=java.instrument");
    try (Site site = Site.start(new Launch(tomcat, jdk, training, false))) {
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
    }
    assertTrue(Files.exists(cache), "The training has left no cache");

    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-Xlog:class+load:file=" + classes));
    try (Site site = Site.start(new Launch(tomcat, jdk, options, false))) {
      assertTrue(Files.readString(classes).contains(REQUEST), "The cache does not hold the request class");
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
      site.assertQuiet();
    }
  }

  private static Container onClassPath(String version) {
    return Matrix.containers().stream()
        .filter(container -> container.launcher().equals("tomcat") && container.version().startsWith(version))
        .map(container -> container.withOption("classpath"))
        .findFirst().orElseThrow();
  }
}
