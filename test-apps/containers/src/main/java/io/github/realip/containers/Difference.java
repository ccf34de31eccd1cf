package io.github.realip.containers;

import java.util.Locale;

/**
 * In what a container is not like the others, as {@code containers.csv} says it. The tests assert each difference
 * instead of the rule, so that it cannot be claimed without need, and the table of results has its words as a note.
 */
public enum Difference {
  /** There is nothing that an HTTP/2 client could talk to without TLS. */
  NO_HTTP2("no HTTP/2 without TLS"),
  /** There is no implementation of the websocket API. */
  NO_WEBSOCKET("no websocket"),
  /** There is no access log. */
  NO_ACCESS_LOG("no access log"),
  /** There is no component for X-Forwarded-For. */
  NO_FORWARDING("no forwarding component of its own"),
  /** An IPv6 peer is written in brackets. */
  IPV6_IN_BRACKETS("writes an IPv6 peer in brackets"),
  /** An IPv6 peer is written in brackets as an address and without them as a host. */
  IPV6_ADDRESS_IN_BRACKETS("writes an IPv6 peer in brackets as address, without as host");

  private final String note;

  Difference(String note) {
    this.note = note;
  }

  /** What a user should know. */
  public String note() {
    return note;
  }

  static Difference named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
