package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.List;

/** The trusted list: the networks whose word about their own peers is taken, and whether unix-socket peers are too. */
public final class TrustedProxies {

  /** The empty list. */
  public static final TrustedProxies NOBODY = builder().build();

  private final NetworkTable exceptions;
  private final NetworkTable ipv4;
  private final NetworkTable ipv6;
  private final Trust unixPeers;
  private final int size;

  private final AddressFunction<Trust> judge = new AddressFunction<Trust>() {
    @Override
    public Trust apply(long high, long low) {
      if (IpLiteral.isUnspecified(high, low)) {
        return Trust.UNKNOWN; // even where 0.0.0.0/0 or ::/0 is trusted
      }
      Trust found = exceptions.find(high, low);
      if (found == null) {
        found = (IpLiteral.isIpv4(high, low) ? ipv4 : ipv6).find(high, low);
      }
      return found == null ? Trust.UNTRUSTED : found;
    }
  };

  private TrustedProxies(Builder from) {
    List<NetworkTable.Entry> ofIpv4 = new ArrayList<>();
    List<NetworkTable.Entry> ofIpv6 = new ArrayList<>();
    List<NetworkTable.Entry> single = new ArrayList<>();
    for (NetworkTable.Entry entry : from.networks) {
      (entry.network.isIpv4() ? ofIpv4 : ofIpv6).add(entry);
      if (entry.network.isSingleAddress()) {
        single.add(entry);
      }
    }
    ipv4 = new NetworkTable(ofIpv4);
    ipv6 = new NetworkTable(ofIpv6);
    NetworkTable singleAddresses = new NetworkTable(single);
    List<NetworkTable.Entry> excluded = new ArrayList<>();
    for (Cidr address : from.excluded) {
      Trust own = singleAddresses.find(address.firstHigh(), address.firstLow());
      excluded.add(new NetworkTable.Entry(address, own == null ? Trust.UNTRUSTED : own));
    }
    exceptions = new NetworkTable(excluded);
    unixPeers = from.unixPeers;
    size = from.networks.size() + (unixPeers.label == null ? 0 : 1);
  }

  /** Starts an empty list. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether nobody is trusted. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The number of networks that were given, plus one if unix-socket peers are trusted. */
  public int size() {
    return size;
  }

  /** What the list says of an address. */
  AddressFunction<Trust> judge() {
    return judge;
  }

  /** What the list says of unix-socket peers. */
  Trust unixPeers() {
    return unixPeers;
  }

  /** Collects a trusted list; the order of the calls does not matter, except for labels. */
  public static final class Builder {

    private final List<NetworkTable.Entry> networks = new ArrayList<>();
    private final List<Cidr> excluded = new ArrayList<>();
    private Trust unixPeers = Trust.UNTRUSTED;

    private Builder() {
    }

    /**
     * Trusts every address of a network. Networks may repeat and overlap; an address is explained by the label of the
     * largest network that contains it, and by the earlier of two equal ones.
     *
     * @param label what the operator wrote, for explanations: {@code private}, {@code 10.0.0.0/8}
     */
    public Builder trust(Cidr network, String label) {
      networks.add(new NetworkTable.Entry(network, Trust.by(label)));
      return this;
    }

    /**
     * Trusts the peers of unix-domain sockets, which no network covers (rule R2 of docs/semantics.md).
     *
     * @param label what the operator wrote
     */
    public Builder trustUnixPeers(String label) {
      unixPeers = Trust.by(label);
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
      if (!singleAddress.isSingleAddress()) {
        throw new IllegalArgumentException("not a single address: " + singleAddress);
      }
      excluded.add(singleAddress);
      return this;
    }

    /** Makes the list; the builder may go on being used. */
    public TrustedProxies build() {
      return new TrustedProxies(this);
    }
  }
}
