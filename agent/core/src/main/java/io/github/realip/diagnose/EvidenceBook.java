package io.github.realip.diagnose;

import io.github.realip.address.Cidr;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The evidence of the last minutes, of as many addresses as may matter and no more, whatever clients send; for one
 * thread at a time.
 */
final class EvidenceBook {

  static final int MOST = 128;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Surroundings surroundings;
  private final Map<String, Evidence> all = new HashMap<String, Evidence>();
  private long windowStart;

  EvidenceBook(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Adds a request to the evidence of its peer, and of the client that its trusted peer names.
   *
   * @return the evidence that has grown
   */
  List<Evidence> add(Observation request, int interval, long nanoTime) {
    if (all.isEmpty()) {
      windowStart = nanoTime;
    } else if (nanoTime - windowStart >= WINDOW_NANOS) {
      all.clear();
      windowStart = nanoTime;
    }
    List<Evidence> grown = new ArrayList<Evidence>();
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

  private static void add(Evidence to, Observation request, boolean header, int interval, long nanoTime,
      List<Evidence> grown) {
    if (to != null) {
      to.add(request, header, interval, nanoTime);
      grown.add(to);
    }
  }

  Collection<Evidence> all() {
    return all.values();
  }

  private Evidence ofPeer(Observation request, Cidr peer, long nanoTime) {
    Place place = surroundings.place(peer);
    String name = text(peer);
    if (place == Place.PUBLIC && !request.peerIsTrusted()) {
      Preset cdn = presetOf(peer);
      if (cdn == null) {
        return null; // a client that comes straight to us
      }
      name = cdn.name(); // of whose machines each sends little
    }
    return evidence(Evidence.Role.PEER, name, peer, place, request, peer, request.peerIsNamed(), nanoTime);
  }

  private Evidence ofBarePeer(Observation request, Cidr peer, long nanoTime) {
    Place place = surroundings.place(peer);
    boolean matters = place != Place.PUBLIC && (request.isBare()
        || all.containsKey(Evidence.Role.BARE_PEER + " " + text(peer)));
    return !matters ? null : evidence(
        Evidence.Role.BARE_PEER, text(peer), peer, place, request, peer, request.peerIsNamed(), nanoTime);
  }

  private Evidence ofClient(Observation request, Cidr peer, Cidr client, long nanoTime) {
    Place place = surroundings.place(client);
    return place == Place.PUBLIC ? null : evidence(
        Evidence.Role.CLIENT, text(client), client, place, request, peer, request.clientIsNamedProxy(), nanoTime);
  }

  private Evidence evidence(Evidence.Role role, String name, Cidr address, Place place, Observation request, Cidr peer,
      boolean named, long nanoTime) {
    Evidence known = all.get(role + " " + name);
    if (known == null && makeRoom()) {
      known = new Evidence(role, name, address, place, text(peer), request.peerIsTrusted(), named, nanoTime);
      all.put(role + " " + name, known);
    }
    return known;
  }

  /** When the book is full, addresses that were seen once only make room for others. */
  private boolean makeRoom() {
    if (all.size() >= MOST) {
      for (Iterator<Evidence> each = all.values().iterator(); each.hasNext();) {
        if (each.next().requests() <= 1) {
          each.remove();
        }
      }
    }
    return all.size() < MOST;
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
