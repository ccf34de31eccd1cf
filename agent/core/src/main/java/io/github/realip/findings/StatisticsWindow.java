package io.github.realip.findings;

import io.github.realip.address.Cidr;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import io.github.realip.observe.SampledRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The statistics of the last minutes, of as many addresses as may matter and no more, whatever clients send; for one
 * thread at a time.
 */
final class StatisticsWindow {

  static final int MOST = 128;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Surroundings surroundings;
  private final Map<String, PeerStatistics> all = new HashMap<String, PeerStatistics>();
  private long windowStart;

  StatisticsWindow(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Adds a request to the statistics of its peer, and of the client that its trusted peer names.
   *
   * @return those that have grown
   */
  List<PeerStatistics> add(SampledRequest request, int interval, long nanoTime) {
    if (all.isEmpty()) {
      windowStart = nanoTime;
    } else if (nanoTime - windowStart >= WINDOW_NANOS) {
      all.clear();
      windowStart = nanoTime;
    }
    List<PeerStatistics> grown = new ArrayList<PeerStatistics>();
    Cidr peer = request.peerAddress();
    if (peer == null) {
      return grown;
    }
    Cidr client = request.namedClient();
    boolean monitor = UserAgents.isMonitor(request.userAgent());
    add(ofBarePeer(request, peer, nanoTime), request, !request.isBare(), interval, nanoTime, grown);
    if (client != null || !monitor) {
      add(ofPeer(request, peer, nanoTime), request, client != null, interval, nanoTime, grown);
    }
    if (client != null && !monitor && request.peerIsTrusted()) {
      add(ofClient(request, peer, client, nanoTime), request, true, interval, nanoTime, grown);
    }
    return grown;
  }

  private static void add(PeerStatistics to, SampledRequest request, boolean header, int interval, long nanoTime,
      List<PeerStatistics> grown) {
    if (to != null) {
      to.add(request, header, interval, nanoTime);
      grown.add(to);
    }
  }

  Collection<PeerStatistics> all() {
    return all.values();
  }

  private PeerStatistics ofPeer(SampledRequest request, Cidr peer, long nanoTime) {
    AddressKind kind = surroundings.kind(peer);
    String name = text(peer);
    if (kind == AddressKind.PUBLIC && !request.peerIsTrusted()) {
      Preset cdn = presetOf(peer);
      if (cdn == null) {
        return null; // a client that comes straight to us
      }
      name = cdn.name(); // of whose machines each sends little
    }
    return statistics(PeerStatistics.Role.PEER, name, peer, kind, request, peer, request.peerIsNamed(), nanoTime);
  }

  private PeerStatistics ofBarePeer(SampledRequest request, Cidr peer, long nanoTime) {
    AddressKind kind = surroundings.kind(peer);
    boolean matters = kind != AddressKind.PUBLIC && (request.isBare()
        || all.containsKey(PeerStatistics.Role.BARE_PEER + " " + text(peer)));
    return !matters ? null : statistics(
        PeerStatistics.Role.BARE_PEER, text(peer), peer, kind, request, peer, request.peerIsNamed(), nanoTime);
  }

  private PeerStatistics ofClient(SampledRequest request, Cidr peer, Cidr client, long nanoTime) {
    AddressKind kind = surroundings.kind(client);
    return kind == AddressKind.PUBLIC ? null : statistics(
        PeerStatistics.Role.CLIENT, text(client), client, kind, request, peer, request.clientIsNamedProxy(), nanoTime);
  }

  private PeerStatistics statistics(PeerStatistics.Role role, String name, Cidr address, AddressKind kind,
      SampledRequest request, Cidr peer, boolean named, long nanoTime) {
    PeerStatistics known = all.get(role + " " + name);
    if (known != null && (known.isTrusted() != request.peerIsTrusted() || known.isNamed() != named)) {
      all.remove(role + " " + name); // what was seen under another trust says nothing about this one
      known = null;
    }
    if (known == null) {
      makeRoom();
      known = new PeerStatistics(role, name, address, kind, text(peer), request.peerIsTrusted(), named, nanoTime);
      all.put(role + " " + name, known);
    }
    return known;
  }

  /** When the window is full, the address of which least was seen makes room, so that nobody can fill it up. */
  private void makeRoom() {
    if (all.size() < MOST) {
      return;
    }
    PeerStatistics least = null;
    for (PeerStatistics each : all.values()) {
      if (least == null || each.requests() < least.requests()) {
        least = each;
      }
    }
    all.values().remove(least);
  }

  /** The preset whose ranges have this address, or {@code null}. */
  static Preset presetOf(Cidr address) {
    for (Preset preset : Presets.all()) {
      for (Cidr range : preset.ranges()) {
        if (range.contains(address)) {
          return preset;
        }
      }
    }
    return null;
  }

  static String text(Cidr address) {
    String text = address.toString();
    return text.substring(0, text.indexOf('/'));
  }
}
