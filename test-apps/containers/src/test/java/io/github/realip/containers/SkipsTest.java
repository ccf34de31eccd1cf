package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of skipped tests, from reports such as Surefire writes. */
class SkipsTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir
  Path project;

  @Test
  void countsEachReasonOverAllModulesOfThisRun() throws Exception {
    report("agent/core/target/surefire-reports/TEST-a.xml", 1, "<testcase><skipped message=\"of no use now\"/>"
        + "</testcase><testcase/>" + aborted("Assumption failed: takes long")
        + aborted("Jetty 9: Java 8 is not installed"));
    report("test-apps/lab/target/failsafe-reports/TEST-b.xml", 2,
        aborted("Undertow 2: Java 8 is not installed") + "<testcase><skipped/></testcase>");
    report("test-apps/lab/target/failsafe-reports/TEST-of-before.xml", -1, "<testcase><skipped/></testcase>");
    assertEquals(Map.of("Java 8 is not installed", 2, "takes long", 1, "no reason given", 1, "of no use now", 1),
        Skips.reasons(project, START));
  }

  private static String aborted(String message) {
    return "<testcase><skipped type=\"org.opentest4j.TestAbortedException\"><![CDATA["
        + "org.opentest4j.TestAbortedException: " + message + "\n\tat org.junit.Assume]]></skipped></testcase>";
  }

  private void report(String name, int seconds, String cases) throws Exception {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<testsuite>" + cases + "</testsuite>");
    Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(seconds)));
  }
}
