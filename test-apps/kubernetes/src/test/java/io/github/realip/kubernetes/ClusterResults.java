package io.github.realip.kubernetes;

import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes what the run has seen on a cluster: with {@code -Drealip.cluster.page=true} as the last section of the
 * documentation's page, else to {@code target}.
 */
public final class ClusterResults implements TestExecutionListener {
  private static final String HEADING = "## Kubernetes\n";
  private static final Pattern LINE = Pattern.compile("^(\\| `Cluster[^|]* \\| [^|]*\\| )(.*) \\|$", Pattern.MULTILINE);
  private final Map<String, String> results = new TreeMap<>();

  /** Made by JUnit. */
  public ClusterResults() {
    // begins with nothing
  }

  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    finished.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast)
        .filter(source -> finished.isTest() && source.getClassName().contains(".Cluster"))
        .ifPresent(source -> {
          String name = source.getClassName().replaceFirst(".*\\.", "") + "." + source.getMethodName();
          String parameter = finished.getDisplayName().startsWith("[")
              ? finished.getDisplayName().replaceFirst("\\[\\d+] ", "") : "";
          results.put("| `" + name + "` | " + parameter + " | ", switch (result.getStatus()) {
            case SUCCESSFUL -> "yes";
            case ABORTED -> "skipped";
            case FAILED -> "**FAILED**";
          });
        });
    if (finished.isContainer() && results.containsValue("yes")) {
      write();
    }
  }

  private void write() {
    Path file = Boolean.getBoolean("realip.cluster.page")
        ? BuiltFiles.documentation("compatibility.md") : BuiltFiles.work("compatibility-kubernetes.md");
    try {
      Files.createDirectories(file.getParent());
      String before = Files.exists(file) ? Files.readString(file) : "";
      int old = before.indexOf("\n" + HEADING);
      Map<String, String> lines = new TreeMap<>(); // those of tests that were not in this run stay
      LINE.matcher(old < 0 ? "" : before.substring(old)).results()
          .forEach(line -> lines.put(line.group(1), line.group(2)));
      lines.putAll(results);
      Files.writeString(file, (old < 0 ? before : before.substring(0, old)) + "\n" + HEADING
          + "\nWritten by the tests of the cluster (`test-apps/README.md`), on " + TestCluster.description()
          + ".\n\n| test | with | passed |\n|---|---|---|\n"
          + lines.entrySet().stream().map(line -> line.getKey() + line.getValue() + " |\n")
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
