package io.github.realip.benchmarks.load;

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

  /** A server, and what is in front of it. */
  private record Target(Server server, ReverseProxy proxy) implements AutoCloseable {

    InetSocketAddress address() {
      return proxy == null ? server.address() : proxy.address();
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
    List<Map<String, Samples>> figures = new ArrayList<>();
    try {
      for (Side side : all) {
        targets.add(start(side));
        assertAddress(side, targets.get(targets.size() - 1));
        figures.add(new HashMap<>());
      }
      for (Target target : targets) {
        generator.run(target.address(), warmUpSeconds);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < all.size(); i++) {
          int at = turn % 2 == 0 ? i : all.size() - 1 - i; // neither side is always the first
          run(targets.get(at), generator, seconds).forEach(
              (kind, value) -> figures.get(at).computeIfAbsent(kind, any -> new Samples()).add(value));
        }
      }
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).isOurs()) {
          Target target = targets.get(i);
          Samples share = new Samples();
          share.add(Profile.share(target.server().process().pid(),
              () -> generator.run(target.address(), TURNS * seconds)));
          figures.get(i).put(Profile.SHARE, share);
        }
      }
    } finally {
      targets.forEach(Target::close);
    }
    for (int i = 0; i < all.size(); i++) {
      Map<String, Double> medians = new HashMap<>();
      figures.get(i).forEach((kind, samples) -> medians.put(kind, samples.median()));
      results.add(subject, all.get(i).title(), round, medians);
    }
  }

  private static Target start(Side side) throws Exception {
    List<String> options = new ArrayList<>(side.options());
    options.addAll(List.of("-Xmx512m", "-XX:+UnlockDiagnosticVMOptions", Profile.OPTION));
    Server server = Server.start(new Launch(side.container(), Jdk.current(), options, side.forwarding()),
        Place.here(side.container() + " with " + side.title())); // all are up at once
    ReverseProxy proxy = side.before() == Side.Before.NOTHING ? null : TcpLoadBalancer.start(
        ReverseProxy.Setup.plain("127.0.0.1", Side.SENDER, server.address()), "",
        side.before() == Side.Before.PROXY_PROTOCOL ? "send-proxy-v2" : "");
    return new Target(server, proxy);
  }

  private static Map<String, Double> run(Target target, Generator generator, int seconds) throws Exception {
    long before = target.server().process().cpuTime().toNanos();
    Map<String, Double> figures = new HashMap<>(generator.run(target.address(), seconds));
    double cpuMicros = (target.server().process().cpuTime().toNanos() - before) / 1e3;
    figures.put(CPU, cpuMicros / (figures.get(Generator.REQUESTS) * seconds));
    return figures;
  }

  private static void assertAddress(Side side, Target target) throws Exception {
    try (Connection connection = Connection.from(Side.PEER, target.address())) {
      String address = connection.get("/whoami", "X-Forwarded-For: 203.0.113.7, 127.0.0.2").address();
      if (!address.equals(side.expected())) {
        throw new IllegalStateException(side.title() + " answers " + address);
      }
    }
  }
}
