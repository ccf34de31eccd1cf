package io.github.realip.request;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;

import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;

/**
 * One header of the rules. Its {@code toString()} is the name of the header to read; woven code then calls
 * {@code apply(peer, lines)}, with what the container gave for it: an {@code Enumeration} or a {@code List} of strings,
 * or {@code null}. The answer is the {@link Head}, or the next step if the header is absent.
 */
public final class HeaderStep implements BiFunction<Object, Object, Object> {

  private final Rules rules;
  private final HeaderRule header;
  private final HeaderStep next;
  private final boolean believed;
  private final BiFunction<Object, Object, Object> reader;
  private final RecentPeers recentPeers = new RecentPeers();
  final RecentAnswers recentAnswers = new RecentAnswers();
  /** The head of all requests of trusted peers that have none of the headers. */
  final Head withoutHeader = new Head(this, null, null, true, (Sample) null);

  private HeaderStep(Rules rules, HeaderRule header, HeaderStep next, boolean believed,
      BiFunction<Object, Object, Object> reader) {
    this.rules = rules;
    this.header = header;
    this.next = next;
    this.believed = believed;
    this.reader = reader;
  }

  /**
   * The first step for these rules.
   *
   * @param believed whether what the headers say counts; if not, the heads say no more than whether there is one
   */
  static HeaderStep chain(Rules rules, boolean believed) {
    HeaderStep first = null;
    for (int i = rules.headerCount() - 1; i >= 0; i--) {
      first = new HeaderStep(rules, rules.header(i), first, believed, null);
    }
    return first;
  }

  /**
   * A step that hands over to somebody who reads headers for another reason: who names the header, gets the lines, and
   * answers with a step or a head. A single receiver class keeps the woven call site monomorphic, so the JIT inlines
   * it.
   */
  public static HeaderStep handingOverTo(BiFunction<Object, Object, Object> reader) {
    return new HeaderStep(null, null, null, false, reader);
  }

  Rules rules() {
    return rules;
  }

  HeaderRule header() {
    return header;
  }

  HeaderStep next() {
    return next;
  }

  /** Whether headers of this peer, a String or an {@code InetSocketAddress}, are to be read at all. */
  boolean isTrusted(Object peer) {
    if (!(peer instanceof String)) {
      return peer instanceof InetSocketAddress && isTrusted((InetSocketAddress) peer);
    }
    String text = (String) peer;
    if (recentPeers.contains(text)) {
      return true;
    }
    boolean trusted = Resolver.isTrusted(rules, text);
    if (trusted) {
      recentPeers.add(text);
    }
    return trusted;
  }

  /** A peer without an IP address is judged by its name: a unix-domain socket's. */
  private boolean isTrusted(InetSocketAddress peer) {
    return peer.isUnresolved() ? Resolver.isTrusted(rules, peer.getHostString())
        : Resolver.isTrusted(rules, peer.getAddress());
  }

  @Override
  public String toString() {
    return reader == null ? header.name() : reader.toString();
  }

  @Override
  public Object apply(Object peer, Object lines) {
    if (reader != null) {
      return reader.apply(peer, lines);
    }
    Head head = head(peer, lines, null);
    if (head != null) {
      return whole(head);
    }
    if (next != null) {
      return next;
    }
    if (!believed) {
      return Head.UNTRUSTED;
    }
    return whole(peer == null ? new Head(this, null, null, false, (Sample) null) : withoutHeader);
  }

  /** The head, or what reads on in it for scheme, host and port. */
  private Object whole(Head head) {
    return !believed || rules.origin() == null ? head : OriginStep.of(head);
  }

  /**
   * The head of a request that is looked at closer, or what reads on in it.
   *
   * @param first the first step by which it is decided, or {@code null} if no header is to be believed
   * @param peer the peer, or {@code null} if it is not known yet
   * @param lines the lines of the headers of the rules, in that order, and perhaps of others
   * @param headers the number of headers of the rules
   */
  public static Object head(HeaderStep first, Object peer, List<List<String>> lines, int headers, Sample sample) {
    if (first == null) {
      for (List<String> each : lines.subList(0, headers)) {
        if (!each.isEmpty()) {
          return new Head(null, each.get(each.size() - 1), null, false, sample);
        }
      }
    }
    int i = 0;
    for (HeaderStep step = first; step != null; step = step.next) {
      Head head = step.head(peer, lines.get(i++), sample);
      if (head != null) {
        return first.whole(head);
      }
    }
    Head head = new Head(first, null, null, first != null && peer != null, sample);
    return first == null ? head : first.whole(head);
  }

  /** The head with these lines of this header, or {@code null} if there are none. */
  private Head head(Object peer, Object lines, Sample sample) {
    if (lines instanceof Enumeration) {
      Enumeration<?> each = (Enumeration<?>) lines;
      if (each.hasMoreElements()) {
        String first = (String) each.nextElement();
        return each.hasMoreElements() ? several(peer, first, each, sample) : head(peer, first, null, sample);
      }
    } else if (lines instanceof List && !((List<?>) lines).isEmpty()) {
      List<?> all = (List<?>) lines; // the container's own, which may change
      int last = all.size() - 1;
      List<String> earlier = last == 0 ? null : strings(all.subList(0, last));
      return head(peer, (String) all.get(last), earlier, sample);
    }
    return null;
  }

  private Head head(Object peer, String last, List<String> earlier, Sample sample) {
    return believed ? new Head(this, last, earlier, peer != null, sample) : new Head(null, last, null, false, sample);
  }

  private Head several(Object peer, String first, Enumeration<?> rest, Sample sample) {
    List<String> earlier = new ArrayList<String>();
    String last = first;
    while (rest.hasMoreElements()) {
      earlier.add(last);
      last = (String) rest.nextElement();
    }
    return head(peer, last, earlier, sample);
  }

  private static List<String> strings(List<?> lines) {
    List<String> strings = new ArrayList<String>(lines.size());
    for (Object line : lines) {
      strings.add((String) line);
    }
    return strings;
  }
}
