package io.github.realip.benchmarks;

import io.github.realip.containers.Artifacts;
import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * An agent, or none.
 *
 * @param title as tables have it
 * @param options the options of a JVM that has it
 */
public record Agent(String title, List<String> options) {

  private static final String DATADOG = "com.datadoghq:dd-java-agent:jar:1.40.0";
  private static final String ELASTIC = "co.elastic.apm:elastic-apm-agent:jar:1.55.1";

  /** The title of the one that does nothing. */
  public static final String EMPTY = "empty agent";

  /** The title of ours. */
  public static final String OURS = "realip-agent";

  /** A JVM as it is. */
  public static final Agent NONE = new Agent("no agent", List.of());

  /** The title of another JVM as it is: what its row has is what a machine cannot tell from nothing. */
  public static final String NONE_AGAIN = NONE.title() + ", once more";

  private static final int EMPTY_JAR_BYTES = 14_000;
  private static final String OPENTELEMETRY = "io.opentelemetry.javaagent:opentelemetry-javaagent:jar:2.20.1";

  /** Ours, at work for peers on this machine. */
  public static Agent ours() {
    return new Agent(OURS,
        List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=127.0.0.1", "-Drealip.log=error"));
  }

  /** Those that many services have, as yardsticks. */
  public static List<Agent> others() {
    return List.of(openTelemetry(), datadog(), elastic());
  }

  /** What is named after {@code -javaagent:}. */
  public Path jar() {
    return Path.of(options.get(0).replace("-javaagent:", ""));
  }

  /** OpenTelemetry's; it exports nothing. */
  private static Agent openTelemetry() {
    return new Agent("OpenTelemetry 2.20.1", List.of("-javaagent:" + Artifacts.file(OPENTELEMETRY),
        "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"));
  }

  /** Datadog's; it sends nothing. */
  private static Agent datadog() {
    return new Agent("Datadog 1.40.0", List.of("-javaagent:" + Artifacts.file(DATADOG), "-Ddd.trace.agent.url="
        + "http://127.0.0.1:1", "-Ddd.instrumentation.telemetry.enabled=false", "-Ddd.remote_config.enabled=false",
        "-Ddd.jmxfetch.enabled=false", "-Ddd.trace.startup.logs=false",
        "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off"));
  }

  /** Elastic's; it sends nothing. */
  private static Agent elastic() {
    return new Agent("Elastic APM 1.55.1", List.of("-javaagent:" + Artifacts.file(ELASTIC),
        "-Delastic.apm.disable_send=true", "-Delastic.apm.central_config=false", "-Delastic.apm.cloud_provider=NONE",
        "-Delastic.apm.log_level=OFF"));
  }

  /** One that does nothing, in a small jar: what any agent costs because there is one. */
  public static Agent empty() throws IOException {
    Path directory = BuiltFiles.work("empty-agent");
    Path jar = directory.resolve("empty-agent.jar");
    Programs.compile(directory, "EmptyAgent",
        "public class EmptyAgent { public static void premain(String arguments) { } }");
    Path manifest = directory.resolve("MANIFEST.MF");
    Files.writeString(manifest, "Manifest-Version: 1.0\nPremain-Class: EmptyAgent\n");
    byte[] padding = new byte[EMPTY_JAR_BYTES];
    new Random(1).nextBytes(padding); // does not deflate
    try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : List.of(
          Map.entry("META-INF/MANIFEST.MF", Files.readAllBytes(manifest)),
          Map.entry("EmptyAgent.class", Files.readAllBytes(directory.resolve("EmptyAgent.class"))),
          Map.entry("padding", padding))) {
        ZipEntry entry = new JarEntry(each.getKey());
        out.putNextEntry(entry);
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return new Agent(EMPTY, List.of("-javaagent:" + jar.toAbsolutePath()));
  }

}
