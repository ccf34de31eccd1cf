package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.Cidr;
import io.github.realip.address.CidrList;
import io.github.realip.address.CidrTable;
import io.github.realip.address.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trusted list: the networks whose word about their own peers is taken, and whether unix-socket peers are too. */
public final class TrustedProxies {

  /** The empty list. */
  public static final TrustedProxies NOBODY = builder().build();

  private final CidrTable ipv4;
  private final CidrTable ipv6;
  private final Labels labels; // of the networks
  /** Single addresses that are not as the networks have it, and what trusts them; {@code null} if nothing does. */
  private final Map<Cidr, String> exceptions;
  private final CidrTable exceptionTable;
  private final String[] exceptionLabels;
  private final String unixLabel;
  private final int size;

  private final AddressFunction<HopStatus> matcher = new AddressFunction<HopStatus>() {
    @Override
    public HopStatus apply(long high, long low) {
      if (IpLiteral.isUnspecified(high, low)) {
        return HopStatus.UNKNOWN; // even where 0.0.0.0/0 or ::/0 is trusted
      }
      int exception = exceptionTable.find(high, low);
      boolean trusted = exception == CidrTable.NONE
          ? (IpLiteral.isIpv4(high, low) ? ipv4 : ipv6).find(high, low) != CidrTable.NONE
          : exceptionLabels[exception] != null;
      return trusted ? HopStatus.TRUSTED : HopStatus.UNTRUSTED;
    }
  };

  private final AddressFunction<String> labeller = new AddressFunction<String>() {
    @Override
    public String apply(long high, long low) {
      int exception = exceptionTable.find(high, low);
      return exception == CidrTable.NONE ? labels.get((IpLiteral.isIpv4(high, low) ? ipv4 : ipv6).find(high, low))
          : exceptionLabels[exception];
    }
  };

  private TrustedProxies(CidrTable ipv4, CidrTable ipv6, Labels labels, Map<Cidr, String> exceptions,
      String unixLabel, int size) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.labels = labels;
    this.exceptions = exceptions;
    CidrList excepted = new CidrList();
    for (Cidr address : exceptions.keySet()) {
      excepted.add(address, excepted.size());
    }
    exceptionTable = new CidrTable(excepted);
    exceptionLabels = exceptions.values().toArray(new String[0]);
    this.unixLabel = unixLabel;
    this.size = size;
  }

  /** Starts an empty list. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether an address is trusted; its scope is ignored, and {@code null} never is. */
  public boolean contains(InetAddress peer) {
    if (peer == null) {
      return false;
    }
    byte[] address = peer.getAddress();
    long high = 0;
    long low = 0;
    if (address.length == 4) { // not in the loop, or the JIT compiler could not do without the array
      low = 0xffffL << 32 | (address[0] & 0xffL) << 24
          | (address[1] & 0xff) << 16 | (address[2] & 0xff) << 8 | address[3] & 0xff;
    } else {
      for (byte each : address) {
        high = high << 8 | low >>> 56;
        low = low << 8 | each & 0xff;
      }
    }
    return matcher.apply(high, low) == HopStatus.TRUSTED;
  }

  /** Whether a peer is trusted, written as containers write it. */
  public boolean contains(String peer) {
    return PeerAddress.status(peer, this) == HopStatus.TRUSTED;
  }

  /** Whether nobody is trusted. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The number of networks that were given, plus one if unix-socket peers are trusted. */
  public int size() {
    return size;
  }

  /** Whether an address is in networks of both lists, exceptions left aside. */
  public boolean overlaps(TrustedProxies other) {
    return ipv4.overlaps(other.ipv4) || ipv6.overlaps(other.ipv6);
  }

  /**
   * This list and some more addresses. One that is trusted already keeps its label.
   *
   * @param more single addresses and their labels
   * @throws IllegalArgumentException if one is not a single address
   */
  public TrustedProxies with(Map<Cidr, String> more) {
    Map<Cidr, String> all = new LinkedHashMap<>(exceptions);
    for (Map.Entry<Cidr, String> each : more.entrySet()) {
      Cidr address = requireSingle(each.getKey());
      boolean trusted = exceptions.containsKey(address) ? exceptions.get(address) != null
          : (address.isIpv4() ? ipv4 : ipv6).find(address) != CidrTable.NONE;
      if (!trusted) {
        all.put(address, each.getValue());
      }
    }
    return new TrustedProxies(ipv4, ipv6, labels, all, unixLabel, size + more.size());
  }

  private static Cidr requireSingle(Cidr address) {
    if (!address.isSingleAddress()) {
      throw new IllegalArgumentException("not a single address: " + address);
    }
    return address;
  }

  /** What the list says of an address. */
  AddressFunction<HopStatus> matcher() {
    return matcher;
  }

  /** What the operator wrote to trust an address, which must be trusted. */
  AddressFunction<String> labeller() {
    return labeller;
  }

  /** What the operator wrote to trust unix-socket peers, or {@code null} if they are not trusted. */
  String unixLabel() {
    return unixLabel;
  }

  /** Collects a trusted list; the order of the calls does not matter, except for labels. */
  public static final class Builder {

    private final CidrList ipv4 = new CidrList();
    private final CidrList ipv6 = new CidrList();
    private final Labels labels = new Labels();
    private final List<Cidr> excluded = new ArrayList<>();
    private String unixLabel;

    private Builder() {
    }

    /**
     * Trusts every address of a network. Networks may repeat and overlap; an address is explained by the label of the
     * largest network that contains it, and by the earlier of two equal ones.
     *
     * @param label what the operator wrote, for explanations: {@code private}, {@code 10.0.0.0/8}; one word
     */
    public Builder trust(Cidr network, String label) {
      return trust(network, label, 0);
    }

    /**
     * As {@link #trust(Cidr, String)}, where the label stands in a longer text, which is kept.
     *
     * @param from where the label starts; it ends before white space, a comma, a {@code #} or with the text
     */
    public Builder trust(Cidr network, String text, int from) {
      of(network).add(network, labels.add(text, from));
      return this;
    }

    private CidrList of(Cidr network) {
      return network.isIpv4() ? ipv4 : ipv6;
    }

    /**
     * Trusts the peers of unix-domain sockets, which no network covers (rule R2 of docs/semantics.md).
     *
     * @param label what the operator wrote
     */
    public Builder trustUnixPeers(String label) {
      unixLabel = label;
      return this;
    }

    /**
     * Does not trust this address because of a network it happens to be in, only if it was itself given as a single
     * address. This is for an address that stands for others, like the gateway of a pod: behind source NAT any client
     * may come from it.
     *
     * @throws IllegalArgumentException if this is not a single address
     */
    public Builder exclude(Cidr singleAddress) {
      excluded.add(requireSingle(singleAddress));
      return this;
    }

    /**
     * Returns the network given last that would trust an address unless it is excluded, or {@code null} if none would
     * or the address was itself given.
     */
    public Cidr covering(Cidr singleAddress) {
      CidrList networks = of(singleAddress);
      return networks.labelOf(singleAddress) == CidrTable.NONE ? networks.lastAround(singleAddress) : null;
    }

    /** Makes the list; the builder may go on being used. */
    public TrustedProxies build() {
      Map<Cidr, String> exceptions = new LinkedHashMap<>();
      for (Cidr address : excluded) {
        int own = of(address).labelOf(address);
        exceptions.put(address, own == CidrTable.NONE ? null : labels.get(own));
      }
      return new TrustedProxies(new CidrTable(ipv4), new CidrTable(ipv6), labels, exceptions, unixLabel,
          ipv4.size() + ipv6.size() + (unixLabel == null ? 0 : 1));
    }
  }
}
