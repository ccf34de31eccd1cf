package io.github.realip.resolve;

/**
 * Scheme, host and port of a request as the client made it, as far as a verified hop says so; what nobody verified is
 * the container's own.
 */
public final class Origin {

  private final String scheme;
  private final FactReason schemeReason;
  private final Authority host;
  private final FactReason hostReason;
  private final int port;
  private final FactReason portReason;

  Origin(Read<String> scheme, Read<Authority> host, Read<Integer> port) {
    this.scheme = scheme.value;
    this.schemeReason = scheme.reason;
    this.host = host.value;
    this.hostReason = host.reason;
    this.port = port.value == null ? 0 : port.value;
    this.portReason = port.reason;
  }

  /** The value of one fact, or {@code null}, and why. */
  static final class Read<R> {
    final R value;
    final FactReason reason;

    private Read(R value, FactReason reason) {
      this.value = value;
      this.reason = reason;
    }

    static <R> Read<R> of(R value) {
      return new Read<R>(value, value == null ? FactReason.UNREADABLE : FactReason.VERIFIED);
    }

    static <R> Read<R> none(FactReason reason) {
      return new Read<R>(null, reason);
    }
  }

  /** Whether anything is another's word than the container's. */
  public boolean isVerified() {
    return scheme != null || host != null || port != 0;
  }

  /** {@code http}, {@code https} or {@code null} for the container's own. */
  public String scheme() {
    return scheme;
  }

  /** Why it is so. */
  public FactReason schemeReason() {
    return schemeReason;
  }

  /** The name of the host, in lower case, or its address, in IPv6 with brackets; {@code null} for the own. */
  public String host() {
    return host == null ? null : host.host();
  }

  /** The host with the port that stands behind it, if one does. */
  String authority() {
    return host.toString();
  }

  /** Why it is so. */
  public FactReason hostReason() {
    return hostReason;
  }

  /**
   * The port, from 1 to 65535 (rule F8).
   *
   * @param ownScheme the scheme that the container would answer
   * @param ownPort the port that it would answer
   */
  public int port(String ownScheme, int ownPort) {
    switch (portReason(ownScheme, ownPort)) {
      case OF_HOST:
        return host.port();
      case VERIFIED:
        return port;
      case OF_SCHEME:
        return defaultPort(scheme == null ? ownScheme : scheme);
      default:
        return ownPort;
    }
  }

  /** Why it is that port. */
  public FactReason portReason(String ownScheme, int ownPort) {
    if (!isVerified()) {
      return portReason;
    }
    String answered = scheme == null ? ownScheme : scheme;
    if (host != null && host.port() != 0) {
      return FactReason.OF_HOST;
    }
    if (port != 0 && port != defaultPort(isSecure(answered) ? "http" : "https")) {
      return FactReason.VERIFIED; // https with 80, or http with 443, is a proxy's own mistake
    }
    return host == null && (scheme == null || ownPort != defaultPort(ownScheme)) ? FactReason.OF_REQUEST
        : FactReason.OF_SCHEME;
  }

  /** Whether a scheme is that of a request over TLS. */
  public static boolean isSecure(String scheme) {
    return "https".equals(scheme);
  }

  private static int defaultPort(String scheme) {
    return isSecure(scheme) ? 443 : 80;
  }

  @Override
  public String toString() {
    return scheme + " (" + schemeReason + "), " + host + " (" + hostReason + "), " + port + " (" + portReason + ')';
  }
}
