package io.github.realip.diagnose;

import io.github.realip.address.Cidr;
import java.util.concurrent.TimeUnit;

/** What has been seen of one address in one role; for one thread. */
final class Evidence {

  /** As what an address was seen. */
  enum Role {
    /** The peer of requests that hide or name a client. */
    PEER,
    /** The peer of requests without any header; those with one are counted for comparison. */
    BARE_PEER,
    /** The client that a trusted header names. */
    CLIENT
  }

  /** Requests that nothing is concluded from fewer of. */
  static final int ENOUGH = 20;

  /** So many kinds of clients do not come from one machine. */
  private static final int MANY_KINDS = 4;
  /** No health check is more frequent; people and programs that really use a service are. */
  private static final long DENSE_NANOS = TimeUnit.SECONDS.toNanos(3);
  /** More often than any health check, and as often as clients of a site that is in use. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  /** Some containers ask several times a request; what comes closer together than this counts once. */
  private static final long SAME_REQUEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Role role;
  private final String name;
  private final Cidr address;
  private final Place place;
  private final String proxy;
  private final boolean trusted;
  private final boolean named;
  private final long first;
  private long last;
  private long estimated;
  private int requests;
  private int withHeader;
  private int withOther;
  private String other;
  private long kinds;

  /**
   * Starts with nothing.
   *
   * @param name the address, or the preset that it belongs to
   * @param proxy the peer of the first request
   * @param trusted whether the proxy is trusted
   * @param named whether the operator named this very address
   */
  Evidence(Role role, String name, Cidr address, Place place, String proxy, boolean trusted, boolean named,
      long nanoTime) {
    this.role = role;
    this.name = name;
    this.address = address;
    this.place = place;
    this.proxy = proxy;
    this.trusted = trusted;
    this.named = named;
    this.first = nanoTime;
    this.last = nanoTime - SAME_REQUEST_NANOS;
  }

  /**
   * Adds a request.
   *
   * @param header whether there is a header: one that names a client, or for {@link Role#BARE_PEER} any
   * @param interval the number of requests that this one stands for
   */
  void add(Observation request, boolean header, int interval, long nanoTime) {
    if (nanoTime - last < SAME_REQUEST_NANOS) {
      return;
    }
    last = nanoTime;
    requests++;
    estimated += interval;
    if (header) {
      withHeader++;
    } else if (request.otherHeader() != null) {
      withOther++;
      other = request.otherHeader();
    }
    if (!request.userAgent().isEmpty()) {
      kinds |= UserAgents.bit(request.userAgent());
    }
  }

  Role role() {
    return role;
  }

  /** The address, or the preset that it belongs to. */
  String name() {
    return name;
  }

  Cidr address() {
    return address;
  }

  Place place() {
    return place;
  }

  /** The peer, also if this is the client that its header names. */
  String proxy() {
    return proxy;
  }

  boolean isTrusted() {
    return trusted;
  }

  /** Whether the operator named this very address. */
  boolean isNamed() {
    return named;
  }

  /** Whether this client is no client but a node that put its address in the place of one. */
  boolean isNode() {
    return place == Place.GATEWAY || place == Place.OVERLAY || Surroundings.isGatewayOf(proxy, address);
  }

  /** Whether this client is no client but a node or a proxy, by its address alone. */
  boolean isProxyOrNode() {
    return isNode() || place == Place.CLOUD || named;
  }

  int requests() {
    return requests;
  }

  int withHeader() {
    return withHeader;
  }

  /** The header that is sent in place of a configured one in nearly every request, or {@code null}. */
  String other() {
    return isNearlyAll(withOther) ? other : null;
  }

  boolean hasHeaderAlways() {
    return isNearlyAll(withHeader);
  }

  boolean hasHeaderHardlyEver() {
    return withHeader * 20 <= requests;
  }

  /** Whether most requests are without; clients may send a header themselves. */
  boolean hasHeaderSeldom() {
    return withHeader * 2 <= requests;
  }

  boolean isManyClients() {
    return Long.bitCount(kinds) >= MANY_KINDS;
  }

  /** Whether these are people and programs at work, not some machine that asks now and then whether we are there. */
  boolean isUse() {
    return isManyClients() || last - first <= estimated * DENSE_NANOS;
  }

  boolean isBurst() {
    return last - first <= estimated * BURST_NANOS;
  }

  long ageNanos() {
    return last - first;
  }

  private boolean isNearlyAll(int part) {
    return requests > 0 && part * 20 >= requests * 19;
  }
}
