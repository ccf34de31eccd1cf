package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which programs of a JDK each variable reaches, as the page has it. */
class VariablesIT {

  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
      "JAVA_TOOL_OPTIONS, java, true",
      "JAVA_TOOL_OPTIONS, javac, true",
      "JAVA_TOOL_OPTIONS, keytool, true",
      "JDK_JAVA_OPTIONS, java, true",
      "JDK_JAVA_OPTIONS, javac, false",
      "JDK_JAVA_OPTIONS, keytool, false",
      "CATALINA_OPTS, java, false"})
  void reaches(String variable, String program, boolean reached) throws Exception {
    String options = "-javaagent:" + BuiltFiles.agent() + " -Drealip.log=info";
    try (ChildProcess process = ChildProcess.start(directory, Map.of(variable, options),
        List.of(Jdk.current().tool(program).toString(), program.equals("keytool") ? "-help" : "-version"))) {
      assertEquals(0, process.exitCode(60), process::log);
      assertEquals(reached, process.stderr().contains("Picked up " + variable), process::log);
    }
  }

  /** The jar must be there before the variable is: no policy and no manifest here ever names it without the mount. */
  @ParameterizedTest
  @CsvSource({"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
  void aMissingJarKeepsTheJvmFromStarting(String variable) throws Exception {
    try (ChildProcess process = ChildProcess.start(directory,
        Map.of(variable, "-javaagent:" + directory.resolve("missing.jar")),
        List.of(Jdk.current().tool("java").toString(), "-version"))) {
      assertEquals(1, process.exitCode(60), process::log);
      assertTrue(process.output().contains("Error opening zip file or JAR manifest missing"), process::log);
    }
  }
}
