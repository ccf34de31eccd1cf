package io.github.realip.benchmarks.load;

import io.github.realip.benchmarks.Agent;
import io.github.realip.containers.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is compared under load.
 *
 * @param title as tables have it
 * @param container what serves
 * @param options of the JVM
 * @param forwarding whether the container's own valve or filter is switched on
 * @param before what the load goes through
 * @param expected the address that the application must see
 * @param rounds how often it takes part
 */
record Side(String title, Container container, List<String> options, boolean forwarding, Before before,
    String expected, int rounds) {

  static final String NONE = Agent.NONE.title();
  static final String OURS = Agent.OURS;
  static final String CLIENT = "203.0.113.7";
  static final String PEER = "127.0.0.1";
  /** HAProxy's address towards the server. */
  static final String SENDER = "127.0.0.10";
  /** Rounds of what differs by a tenth. */
  private static final int YARDSTICK_ROUNDS = 2;

  /** What the load goes through. */
  enum Before {
    /** Nothing. */
    NOTHING,
    /** HAProxy in {@code mode tcp}. */
    TCP,
    /** The same, and it says in the PROXY protocol who the client is. */
    PROXY_PROTOCOL
  }

  /** A JVM without an agent that sees the peer. */
  static Side none(String title, Container container, int rounds, String... options) {
    return new Side(title, container, List.of(options), false, Before.NOTHING, PEER, rounds);
  }

  /** A JVM with the agent that sees the client. */
  static Side ours(String title, Container container, int rounds, String... options) {
    List<String> all = new ArrayList<>(Agent.ours().options().stream()
        .map(option -> option.replace("=127.0.0.1", "=127.0.0.1,127.0.0.2")).toList());
    all.addAll(List.of(options));
    return new Side(title, container, all, false, Before.NOTHING, CLIENT, rounds);
  }

  /** What is in each comparison: a JVM without an agent, one with ours, and one more without. */
  static List<Side> noneAndOurs(Container container, int rounds) {
    return List.of(none(NONE, container, rounds), ours(OURS, container, rounds),
        none(Agent.NONE_AGAIN, container, rounds));
  }

  /** The container's own component. */
  static Side component(String title, Container container) {
    return new Side(title, container, List.of(), true, Before.NOTHING, CLIENT, YARDSTICK_ROUNDS);
  }

  /** JVMs with each of the other agents; they see the peer. */
  static List<Side> otherAgents(Container container) {
    return Agent.others().stream().map(agent -> none(agent.title(), container, YARDSTICK_ROUNDS,
        agent.options().toArray(String[]::new))).toList();
  }

  /** Whether the agent is in it. */
  boolean isOurs() {
    return title.startsWith(OURS);
  }

  /** The same through something. */
  Side behind(Before other, String... options) {
    return new Side(title, container, Stream.concat(this.options.stream(), Stream.of(options)).toList(), forwarding,
        other, other == Before.TCP ? SENDER : expected, rounds);
  }

  /** The same with another answer. */
  Side expecting(String address) {
    return new Side(title, container, options, forwarding, before, address, rounds);
  }
}
