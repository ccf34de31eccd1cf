package io.github.realip.benchmarks.load;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The load generator wrk: one thread, as many requests as the server answers, with the header that an ingress behind a
 * load balancer sends.
 *
 * @param connections kept open, with one request on each at a time
 * @param distinct whether each request is another client's
 */
record Wrk(int connections, boolean distinct) implements Generator {

  private static final String REPORT = """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format("figures %f %d %d %d %d\\n", summary.requests / (summary.duration / 1e6),
            latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
            errors.connect + errors.read + errors.write + errors.status + errors.timeout))
      end
      """;
  private static final String DISTINCT = """
      local number = 0
      request = function()
        number = (number + 1) % 16777216
        wrk.headers["X-Forwarded-For"] = string.format("203.%d.%d.%d, 127.0.0.2", math.floor(number / 65536),
            math.floor(number / 256) % 256, number % 256)
        return wrk.format()
      end
      """;

  @Override
  public Map<String, Double> run(InetSocketAddress server, int seconds) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(BuiltFiles.work("wrk"));
    Path script = Files.writeString(directory.resolve("script.lua"), distinct ? REPORT + DISTINCT : REPORT);
    List<String> command = List.of("wrk", "--threads", "1", "--connections", String.valueOf(connections),
        "--duration", seconds + "s", "--timeout", "30s", "--script", script.toString(),
        "--header", "X-Forwarded-Proto: https", "--header", "X-Forwarded-For: 203.0.113.7, 127.0.0.2",
        "http://127.0.0.1:" + server.getPort() + "/whoami");
    try (ChildProcess wrk = Tool.start(directory, command, "wrk")) {
      if (wrk.exitCode(seconds + 60) != 0) {
        throw new IllegalStateException(command + " failed\n" + wrk.log());
      }
      String line = wrk.stdout().lines().filter(each -> each.startsWith("figures ")).findFirst().orElseThrow();
      String[] figures = line.split(" ");
      if (!figures[5].equals("0")) {
        throw new IllegalStateException(figures[5] + " requests failed\n" + wrk.log());
      }
      return Map.of(REQUESTS, Double.valueOf(figures[1]), P50, Double.parseDouble(figures[2]) / 1000,
          P99, Double.parseDouble(figures[3]) / 1000, P999, Double.parseDouble(figures[4]) / 1000);
    }
  }
}
