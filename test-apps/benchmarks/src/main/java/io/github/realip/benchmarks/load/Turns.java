package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Profile;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
import io.github.realip.containers.Connection;
import io.github.realip.containers.Jdk;
import io.github.realip.containers.Launch;
import io.github.realip.containers.Place;
import io.github.realip.containers.ReverseProxy;
import io.github.realip.containers.Server;
import io.github.realip.containers.TcpLoadBalancer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A round under load: all servers are new and up at once, and take turns, A B B A A B, so that each figure has a
 * neighbour of the same moment. The turn in the middle counts, for now and then the machine has other work.
 */
final class Turns {

  /** CPU time of the server for one request. */
  static final String CPU = "CPU a request, \u00b5s";
  private static final int TURNS = 3;

  private Turns() {
  }

  /** A server of a side, what is in front of it, and what was measured turn by turn. */
  private record Target(Side side, Server server, ReverseProxy proxy, Map<String, Samples> figures)
      implements AutoCloseable {

    static Target start(Side side) throws Exception {
      List<String> options = new ArrayList<>(side.options());
      options.addAll(List.of("-Xmx512m", "-XX:+UnlockDiagnosticVMOptions", Profile.OPTION));
      Server server = Server.start(new Launch(side.container(), Jdk.current(), options, side.forwarding()),
          Place.here(side.container() + " with " + side.title())); // all are up at once
      ReverseProxy proxy = side.before() == Side.Before.NOTHING ? null : TcpLoadBalancer.start(
          ReverseProxy.Setup.plain("127.0.0.1", Side.SENDER, server.address()), "",
          side.before() == Side.Before.PROXY_PROTOCOL ? "send-proxy-v2" : "");
      return new Target(side, server, proxy, new HashMap<>());
    }

    InetSocketAddress address() {
      return proxy == null ? server.address() : proxy.address();
    }

    void assertAddress() throws Exception {
      try (Connection connection = Connection.from(Side.PEER, address())) {
        String answer = connection.get("/whoami", "X-Forwarded-For: 203.0.113.7, 127.0.0.2").address();
        if (!answer.equals(side.expected())) {
          throw new IllegalStateException(side.title() + " answers " + answer);
        }
      }
    }

    void measure(Generator generator, int seconds) throws Exception {
      long before = server.process().cpuTime().toNanos();
      Map<String, Double> turn = new HashMap<>(generator.run(address(), seconds));
      double cpuMicros = (server.process().cpuTime().toNanos() - before) / 1e3;
      turn.put(CPU, cpuMicros / (turn.get(Generator.REQUESTS) * seconds));
      turn.forEach(this::add);
    }

    void profile(Generator generator, int seconds) throws Exception {
      add(Profile.SHARE,
          Profile.under(server.process().pid(), () -> generator.run(address(), seconds)).agent());
    }

    private void add(String kind, double value) {
      figures.computeIfAbsent(kind, any -> new Samples()).add(value);
    }

    Map<String, Double> medians() {
      Map<String, Double> medians = new HashMap<>();
      figures.forEach((kind, samples) -> medians.put(kind, samples.median()));
      return medians;
    }

    @Override
    public void close() {
      if (proxy != null) {
        proxy.close();
      }
      server.close();
    }
  }

  /** Takes one round. */
  static void round(Results results, String subject, List<Side> sides, int round, Generator generator,
      int warmUpSeconds, int seconds) throws Exception {
    List<Side> all = new ArrayList<>(sides.stream().filter(side -> round <= side.rounds()).toList());
    Collections.rotate(all, 1 - round); // the first is the one whose warm-up is longest ago
    List<Target> targets = new ArrayList<>();
    try {
      for (Side side : all) {
        Target target = Target.start(side);
        targets.add(target);
        target.assertAddress();
      }
      for (Target target : targets) {
        generator.run(target.address(), warmUpSeconds);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        List<Target> order = new ArrayList<>(targets);
        if (turn % 2 == 1) {
          Collections.reverse(order); // neither side is always the first
        }
        for (Target target : order) {
          target.measure(generator, seconds);
        }
      }
      for (Target target : targets) {
        if (target.side().isOurs()) {
          target.profile(generator, TURNS * seconds);
        }
      }
    } finally {
      targets.forEach(Target::close);
    }
    for (Target target : targets) {
      results.add(subject, target.side().title(), round, target.medians());
    }
  }
}
