package io.github.realip.benchmarks.load;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The load generator wrk: one thread, as many requests as the server answers. */
final class Wrk {

  private static final String REPORT = """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format("figures %f %d %d %d %d\\n", summary.requests / (summary.duration / 1e6),
            latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
            errors.connect + errors.read + errors.write + errors.status + errors.timeout))
      end
      """;
  private static final int CONNECTIONS = 16;

  private Wrk() {
  }

  /**
   * What wrk saw; times in microseconds.
   *
   * @param requestsPerSecond throughput
   * @param p50 half of the answers came within
   * @param p99 all but one in a hundred
   * @param p999 all but one in a thousand
   */
  record Figures(double requestsPerSecond, double p50, double p99, double p999) {
  }

  /** Puts a server under load, with the header that an ingress behind a load balancer sends. */
  static Figures run(InetSocketAddress server, int seconds) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(BuiltFiles.work("wrk"));
    Path report = Files.writeString(directory.resolve("report.lua"), REPORT);
    List<String> command = List.of("wrk", "--threads", "1", "--connections", String.valueOf(CONNECTIONS),
        "--duration", seconds + "s", "--script", report.toString(), "--header", "X-Forwarded-Proto: https",
        "--header", "X-Forwarded-For: 203.0.113.7, 127.0.0.2",
        "http://127.0.0.1:" + server.getPort() + "/whoami");
    try (ChildProcess wrk = start(directory, command)) {
      if (wrk.exitCode(seconds + 30) != 0) {
        throw new IllegalStateException(command + " failed\n" + wrk.log());
      }
      String line = wrk.stdout().lines().filter(each -> each.startsWith("figures ")).findFirst().orElseThrow();
      String[] figures = line.split(" ");
      if (!figures[5].equals("0")) {
        throw new IllegalStateException(figures[5] + " requests failed\n" + wrk.log());
      }
      return new Figures(Double.parseDouble(figures[1]), Double.parseDouble(figures[2]),
          Double.parseDouble(figures[3]), Double.parseDouble(figures[4]));
    }
  }

  private static ChildProcess start(Path directory, List<String> command) throws IOException {
    try {
      return ChildProcess.start(directory, Map.of(), command);
    } catch (IOException missing) {
      throw new IOException("The program wrk is needed (Debian's package wrk): " + missing.getMessage(), missing);
    }
  }
}
