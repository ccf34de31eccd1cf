package io.github.realip.benchmarks.load;

import java.net.InetSocketAddress;
import java.util.Map;

/** What puts a server under load. */
interface Generator {

  /** Throughput. */
  String REQUESTS = "requests/s";
  /** Half of the answers came within. */
  String P50 = "p50, ms";
  /** All but one in a hundred. */
  String P99 = "p99, ms";
  /** All but one in a thousand. */
  String P999 = "p99.9, ms";

  /** Sends requests for {@code /whoami} as fast as they are answered, and returns what it saw. */
  Map<String, Double> run(InetSocketAddress server, int seconds) throws Exception;
}
