package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of results. */
class ResultsTest {

  @TempDir
  private Path directory;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Results results = new Results();
    results.add("Tomcat 9, Java 17", "no agent", 1, Map.of("wall, ms", 843.1234567, "CPU, ms", 1500.0));
    results.add("Tomcat 9, Java 17", "no agent", 2, Map.of("CPU, ms", 1e-3));
    results.add("Tomcat 9, Java 17", "realip-agent", 1, Map.of("wall, ms", 12345678.0));
    Path file = directory.resolve("new/start.tsv");
    results.write(file, "Measured on a machine.");

    Results read = Results.read(file);
    assertEquals("Measured on a machine.", read.how());
    assertEquals(List.of("Tomcat 9, Java 17"), read.subjects());
    assertEquals(List.of("no agent", "realip-agent"), read.sides("Tomcat 9, Java 17"));
    assertEquals(843.123, read.of("Tomcat 9, Java 17", "no agent", "wall, ms").median());
    assertEquals(750.0005, read.of("Tomcat 9, Java 17", "no agent", "CPU, ms").median());
    assertEquals(12345700, read.of("Tomcat 9, Java 17", "realip-agent", "wall, ms").median());
    assertEquals(0, read.of("Tomcat 9, Java 17", "realip-agent", "CPU, ms").size());

    read.write(directory.resolve("again.tsv"), read.how());
    assertEquals(Files.readString(file), Files.readString(directory.resolve("again.tsv")));
  }

  @Test
  void aRunOfOneSubjectLeavesTheOthers() {
    Results earlier = new Results();
    earlier.add("Jetty", "no agent", 1, Map.of("ns", 1.0));
    earlier.add("Tomcat", "no agent", 1, Map.of("ns", 2.0));
    Results now = new Results();
    now.add("Undertow", "no agent", 1, Map.of("ns", 3.0));
    now.add("Jetty", "realip-agent", 1, Map.of("ns", 4.0));

    Results all = now.over(earlier);
    assertEquals(List.of("Jetty", "Tomcat", "Undertow"), all.subjects());
    assertEquals(List.of("realip-agent"), all.sides("Jetty"));
    assertEquals(2, all.of("Tomcat", "no agent", "ns").median());
  }
}
