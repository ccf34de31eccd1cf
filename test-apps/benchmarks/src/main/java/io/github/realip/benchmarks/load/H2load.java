package io.github.realip.benchmarks.load;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator h2load: HTTP/2 without TLS, one thread.
 *
 * @param connections kept open
 * @param streams requests at a time on each
 */
record H2load(int connections, int streams) implements Generator {

  private static final Pattern RATE = Pattern.compile("finished in .*, ([0-9.]+) req/s");
  private static final Pattern FAILED = Pattern.compile("(\\d+) failed, (\\d+) errored, (\\d+) timeout");

  @Override
  public Map<String, Double> run(InetSocketAddress server, int seconds) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(BuiltFiles.work("h2load"));
    List<String> command = List.of("h2load", "--threads", "1", "--clients", String.valueOf(connections),
        "--max-concurrent-streams", String.valueOf(streams), "--duration", String.valueOf(seconds),
        "--header", "X-Forwarded-Proto: https", "--header", "X-Forwarded-For: 203.0.113.7, 127.0.0.2",
        "http://127.0.0.1:" + server.getPort() + "/whoami");
    try (ChildProcess h2load = Tool.start(directory, command, "nghttp2-client")) {
      int status = h2load.exitCode(seconds + 60);
      Matcher rate = RATE.matcher(h2load.stdout());
      Matcher failed = FAILED.matcher(h2load.stdout());
      if (status != 0 || !rate.find() || !failed.find() || !failed.group().equals("0 failed, 0 errored, 0 timeout")) {
        throw new IllegalStateException(command + " failed\n" + h2load.log());
      }
      return Map.of(REQUESTS, Double.valueOf(rate.group(1)));
    }
  }
}
