package io.github.realip.resolve;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.Cidr;
import io.github.realip.address.CidrTable;
import io.github.realip.address.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The trusted list: the networks whose word about their own peers is taken, and whether unix-socket peers are too. */
public final class TrustedProxies {

  /** The empty list. */
  public static final TrustedProxies NOBODY = builder().build();

  private final CidrTable<TrustMatch> exceptions;
  private final CidrTable<TrustMatch> ipv4;
  private final CidrTable<TrustMatch> ipv6;
  private final TrustMatch unixPeers;
  private final int size;

  private final AddressFunction<TrustMatch> matcher = new AddressFunction<TrustMatch>() {
    @Override
    public TrustMatch apply(long high, long low) {
      if (IpLiteral.isUnspecified(high, low)) {
        return TrustMatch.UNKNOWN; // even where 0.0.0.0/0 or ::/0 is trusted
      }
      TrustMatch found = exceptions.find(high, low);
      if (found == null) {
        found = (IpLiteral.isIpv4(high, low) ? ipv4 : ipv6).find(high, low);
      }
      return found == null ? TrustMatch.UNTRUSTED : found;
    }
  };

  private TrustedProxies(Builder from) {
    List<CidrTable.Entry<TrustMatch>> ofIpv4 = new ArrayList<>();
    List<CidrTable.Entry<TrustMatch>> ofIpv6 = new ArrayList<>();
    List<CidrTable.Entry<TrustMatch>> single = new ArrayList<>();
    for (CidrTable.Entry<TrustMatch> entry : from.networks) {
      (entry.network().isIpv4() ? ofIpv4 : ofIpv6).add(entry);
      if (entry.network().isSingleAddress()) {
        single.add(entry);
      }
    }
    ipv4 = new CidrTable<>(ofIpv4);
    ipv6 = new CidrTable<>(ofIpv6);
    CidrTable<TrustMatch> singleAddresses = new CidrTable<>(single);
    List<CidrTable.Entry<TrustMatch>> excluded = new ArrayList<>();
    for (Cidr address : from.excluded) {
      TrustMatch own = singleAddresses.find(address);
      excluded.add(new CidrTable.Entry<>(address, own == null ? TrustMatch.UNTRUSTED : own));
    }
    exceptions = new CidrTable<>(excluded);
    unixPeers = from.unixPeers;
    size = from.networks.size() + (unixPeers.label == null ? 0 : 1);
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
    return matcher.apply(high, low).status == HopStatus.TRUSTED;
  }

  /** Whether a peer is trusted, written as containers write it. */
  public boolean contains(String peer) {
    return PeerAddress.match(peer, this).status == HopStatus.TRUSTED;
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
  AddressFunction<TrustMatch> matcher() {
    return matcher;
  }

  /** What the list says of unix-socket peers. */
  TrustMatch unixPeers() {
    return unixPeers;
  }

  /** Collects a trusted list; the order of the calls does not matter, except for labels. */
  public static final class Builder {

    private final List<CidrTable.Entry<TrustMatch>> networks = new ArrayList<>();
    private final List<Cidr> excluded = new ArrayList<>();
    private TrustMatch unixPeers = TrustMatch.UNTRUSTED;

    private Builder() {
    }

    /**
     * Trusts every address of a network. Networks may repeat and overlap; an address is explained by the label of the
     * largest network that contains it, and by the earlier of two equal ones.
     *
     * @param label what the operator wrote, for explanations: {@code private}, {@code 10.0.0.0/8}
     */
    public Builder trust(Cidr network, String label) {
      networks.add(new CidrTable.Entry<>(network, TrustMatch.by(label)));
      return this;
    }

    /**
     * Trusts the peers of unix-domain sockets, which no network covers (rule R2 of docs/semantics.md).
     *
     * @param label what the operator wrote
     */
    public Builder trustUnixPeers(String label) {
      unixPeers = TrustMatch.by(label);
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
