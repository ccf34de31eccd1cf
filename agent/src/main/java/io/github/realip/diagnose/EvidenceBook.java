package io.github.realip.diagnose;

import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import io.github.realip.resolve.Cidr;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
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
   * Adds a request to the evidence of its peer, or of the client that its trusted peer names.
   *
   * @return that evidence, or {@code null} if the request proves nothing
   */
  Evidence add(Observation request, int interval, long nanoTime) {
    if (all.isEmpty()) {
      windowStart = nanoTime;
    } else if (nanoTime - windowStart >= WINDOW_NANOS) {
      all.clear();
      windowStart = nanoTime;
    }
    Cidr peer = request.peerAddress();
    if (peer == null) {
      return null;
    }
    Cidr client = request.namedClient();
    Evidence evidence = null;
    if (client != null || !UserAgents.isMonitor(request.userAgent())) {
      evidence = ofPeer(request, peer, nanoTime);
    }
    if (evidence != null) {
      evidence.add(request, client != null, interval, nanoTime);
    }
    if (client != null && request.peerIsTrusted() && !UserAgents.isMonitor(request.userAgent())) {
      Evidence ofClient = ofClient(request, peer, client, nanoTime);
      if (ofClient != null) {
        ofClient.add(request, true, interval, nanoTime);
        return ofClient;
      }
    }
    return evidence;
  }

  Collection<Evidence> all() {
    return all.values();
  }

  void clear() {
    all.clear();
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
    Evidence known = all.get(name);
    if (known == null && makeRoom()) {
      known = new Evidence(name, peer, place, null, request.peerIsTrusted(), request.peerIsNamed(), nanoTime);
      all.put(name, known);
    }
    return known;
  }

  private Evidence ofClient(Observation request, Cidr peer, Cidr client, long nanoTime) {
    Place place = surroundings.place(client);
    if (place == Place.PUBLIC) {
      return null;
    }
    String key = "client " + text(client);
    Evidence known = all.get(key);
    if (known == null && makeRoom()) {
      known = new Evidence(text(client), client, place, text(peer), true, request.clientIsNamedProxy(), nanoTime);
      all.put(key, known);
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
