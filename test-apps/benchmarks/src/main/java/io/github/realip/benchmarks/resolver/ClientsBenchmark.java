package io.github.realip.benchmarks.resolver;

import io.github.realip.config.Configuration;
import io.github.realip.observe.Observer;
import io.github.realip.observe.RequestWatch;
import io.github.realip.observe.SampledRequest;
import io.github.realip.request.Functions;
import io.github.realip.runtime.LiveRules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What woven code asks for a request of one of many clients: the head's lines, and the address. Counted is how many all
 * threads decide in a time: by the mean of a thread's times, one that hardly gets a core would have the say.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class ClientsBenchmark {

  private static final String PEER = "10.0.0.1";
  private static final String HEADER = "X-Forwarded-For";
  private static final int COMPILED = 1 << 20;

  /** How many there are; a power of two. */
  @Param({"1", "64", "131072"})
  public int clients;

  private BiFunction<Object, Object, Object> head;
  private BiFunction<Object, Object, Object> client;
  private List<List<String>> lines;

  /** Each thread goes through the clients by itself. */
  @State(Scope.Thread)
  public static class Place {
    private int next = ThreadLocalRandom.current().nextInt(1 << 20);
  }

  /** Makes the functions of an agent, and the headers. */
  @Setup
  public void prepare() {
    Properties properties = new Properties();
    properties.setProperty("realip.trusted-proxies", "10.0.0.0/8");
    LiveRules rules = new LiveRules(Configuration.load(properties, Map.of(), null));
    RequestWatch watch = new RequestWatch(rules, new Observer() {
      @Override
      public void observe(SampledRequest request, int interval, long nanoTime) {
      }
    }, List::of, () -> "", task -> { });
    Map<String, BiFunction<Object, Object, Object>> functions = Functions.all(rules, watch, (failure, place) -> null);
    head = functions.get("head");
    client = functions.get("client");
    lines = IntStream.range(0, clients)
        .mapToObj(i -> List.of(address(i) + ", 10.0.0.2")).toList();
    for (int i = 0; i < COMPILED; i++) { // by now, for beside many busy threads the compiler waits for its turn
      int one = i & clients - 1;
      if (!address(one).equals(decide(one))) {
        throw new IllegalStateException(address(one) + " is decided as " + decide(one));
      }
    }
  }

  private static String address(int i) {
    return "203." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
  }

  /** A request of the next client. */
  @Benchmark
  public Object decide(Place place) {
    return decide(place.next++ & clients - 1);
  }

  @SuppressWarnings("unchecked")
  private Object decide(int i) {
    Object step = head.apply(PEER, null);
    while (step instanceof BiFunction) {
      step = ((BiFunction<Object, Object, Object>) step).apply(PEER,
          step.toString().equals(HEADER) ? Collections.enumeration(lines.get(i)) : null);
    }
    return client.apply(step, PEER);
  }
}
