package io.github.realip.findings;

import io.github.realip.address.Cidr;
import io.github.realip.observe.SampledRequest;
import io.github.realip.resolve.Reason;
import java.util.concurrent.TimeUnit;

/** What the requests of one address looked like, in one role; for one thread. */
final class PeerStatistics {

  /** As what an address was seen. */
  enum Role {
    /** The peer of requests that hide or name a client. */
    PEER,
    /** The peer of requests without any header; those with one are counted for comparison. */
    BARE_PEER,
    /** The client that a trusted header names. */
    CLIENT
  }

  /** Minimum number of requests before anything is concluded. */
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
  private final AddressKind kind;
  private final String proxy;
  private final boolean trusted;
  private final boolean named;
  private final long first;
  private long last;
  private long estimated;
  private int requests;
  private int naming;
  private int unusable;
  private Reason unusableReason;
  private String unusableElement;
  private int withOther;
  private String other;
  private long clientKinds;

  /**
   * Starts with nothing.
   *
   * @param name the address, or the preset that it belongs to
   * @param proxy the peer of the first request
   * @param trusted whether the proxy is trusted
   * @param named whether the operator named this very address
   */
  PeerStatistics(Role role, String name, Cidr address, AddressKind kind, String proxy, boolean trusted, boolean named,
      long nanoTime) {
    this.role = role;
    this.name = name;
    this.address = address;
    this.kind = kind;
    this.proxy = proxy;
    this.trusted = trusted;
    this.named = named;
    this.first = nanoTime;
    this.last = nanoTime - SAME_REQUEST_NANOS;
  }

  /**
   * Adds a request.
   *
   * @param naming whether there is a header that names a client, or for {@link Role#BARE_PEER} any header
   * @param interval the number of requests that this one stands for
   */
  void add(SampledRequest request, boolean naming, int interval, long nanoTime) {
    if (nanoTime - last < SAME_REQUEST_NANOS) {
      return;
    }
    last = nanoTime;
    requests++;
    estimated += interval;
    if (naming) {
      this.naming++;
    } else if (request.present() != null) {
      unusable++;
      if (trusted) {
        unusableReason = request.reasonIfTrusted();
        unusableElement = request.lastElement();
      }
    } else if (request.otherHeader() != null) {
      withOther++;
      other = request.otherHeader();
    }
    if (!request.userAgent().isEmpty()) {
      clientKinds |= UserAgents.bit(request.userAgent());
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

  AddressKind kind() {
    return kind;
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
    return kind == AddressKind.GATEWAY || kind == AddressKind.OVERLAY || Surroundings.isGatewayOf(proxy, address);
  }

  int requests() {
    return requests;
  }

  /** Requests with a header that names a client. */
  int naming() {
    return naming;
  }

  /** Requests with a configured header that names no client. */
  int unusable() {
    return unusable;
  }

  /** Why the last of them named none; {@code null} if this is not trusted or there is none. */
  Reason unusableReason() {
    return unusableReason;
  }

  /** What stood there in the last of them, as it came. */
  String unusableElement() {
    return unusableElement;
  }

  /** Requests with a configured header, whatever is in it. */
  int withHeader() {
    return naming + unusable;
  }

  /** The header that is sent in place of a configured one in nearly every request, or {@code null}. */
  String other() {
    return isNearlyAll(withOther) ? other : null;
  }

  boolean namesClientAlways() {
    return isNearlyAll(naming);
  }

  boolean hasHeaderHardlyEver() {
    return withHeader() * 20 <= requests;
  }

  /** Whether most requests are without; clients may send a header themselves. */
  boolean hasHeaderSeldom() {
    return withHeader() * 2 <= requests;
  }

  boolean isManyClients() {
    return Long.bitCount(clientKinds) >= MANY_KINDS;
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
