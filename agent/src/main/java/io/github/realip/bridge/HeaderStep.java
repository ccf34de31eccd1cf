package io.github.realip.bridge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;

import io.github.realip.address.AddressFunction;
import io.github.realip.address.IpLiteral;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;

/**
 * One header of the chain. Its {@code toString()} is the name of the header to read; woven code then calls
 * {@code apply(peer, lines)}, with what the container gave for it: an {@code Enumeration} or a {@code List} of strings,
 * or {@code null}. The answer is the client's address, of the peer's type, or the next step if the header is absent.
 */
public final class HeaderStep implements BiFunction<Object, Object, Object> {

  private final Rules rules;
  private final HeaderRule header;
  private final HeaderStep next;
  private final Watch watch;
  private final BiFunction<Object, Object, Object> reader;
  private final RecentPeers recentPeers = new RecentPeers();
  private final RecentAnswers recentAnswers = new RecentAnswers();

  private HeaderStep(Rules rules, HeaderRule header, HeaderStep next, Watch watch,
      BiFunction<Object, Object, Object> reader) {
    this.rules = rules;
    this.header = header;
    this.next = next;
    this.watch = watch;
    this.reader = reader;
  }

  /**
   * The first step for these rules.
   *
   * @param watch told every decision
   */
  static HeaderStep chain(Rules rules, Watch watch) {
    HeaderStep first = null;
    for (int i = rules.headerCount() - 1; i >= 0; i--) {
      first = new HeaderStep(rules, rules.header(i), first, watch, null);
    }
    return first;
  }

  /**
   * A step that hands over to somebody who reads headers for another reason: who names the header, gets the lines, and
   * answers with a step or an address. Woven code would call any step; but if it only ever meets this class, the JIT
   * compiler makes one piece of it and of this class.
   */
  public static HeaderStep handingOverTo(BiFunction<Object, Object, Object> reader) {
    return new HeaderStep(null, null, null, null, reader);
  }

  Rules rules() {
    return rules;
  }

  /** Whether headers of this peer, a String or an {@code InetSocketAddress}, are to be read at all. */
  boolean isTrusted(Object peer) {
    if (!(peer instanceof String)) {
      return peer instanceof InetSocketAddress && Resolver.isTrusted(rules, ((InetSocketAddress) peer).getAddress());
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

  @Override
  public String toString() {
    return reader == null ? header.name() : reader.toString();
  }

  @Override
  public Object apply(Object peer, Object lines) {
    return reader == null ? answer(peer, lines) : reader.apply(peer, lines);
  }

  private Object answer(Object peer, Object lines) {
    if (lines instanceof Enumeration) {
      Enumeration<?> each = (Enumeration<?>) lines;
      if (each.hasMoreElements()) {
        String first = (String) each.nextElement();
        return each.hasMoreElements() ? several(peer, first, each) : client(peer, first, null);
      }
    } else if (lines instanceof List && !((List<?>) lines).isEmpty()) {
      List<?> all = (List<?>) lines;
      int last = all.size() - 1;
      return client(peer, (String) all.get(last), last == 0 ? null : strings(all).subList(0, last));
    }
    if (next == null) {
      watch.decided(Outcome.NO_HEADER);
      return peer;
    }
    return next;
  }

  private Object several(Object peer, String first, Enumeration<?> rest) {
    List<String> earlier = new ArrayList<String>();
    String last = first;
    while (rest.hasMoreElements()) {
      earlier.add(last);
      last = (String) rest.nextElement();
    }
    return client(peer, last, earlier);
  }

  /** The client by the last line and those before it, {@code null} if there are none. */
  private Object client(Object peer, String last, List<String> earlier) {
    InetSocketAddress socket = peer instanceof InetSocketAddress ? (InetSocketAddress) peer : null;
    Object address = socket == null ? peer : socket.getAddress();
    RecentAnswers.Answer answer = earlier == null ? recentAnswers.find(address, last) : null;
    if (answer == null) {
      answer = decide(address, last, earlier);
      if (earlier == null) {
        recentAnswers.add(answer);
      }
    }
    watch.decided(answer.outcome);
    if (answer.client == null) {
      return peer;
    }
    return socket == null ? answer.client : new InetSocketAddress((InetAddress) answer.client, socket.getPort());
  }

  private RecentAnswers.Answer decide(Object peer, String last, List<String> earlier) {
    boolean isText = peer instanceof String;
    String text = isText ? (String) peer : ((InetAddress) peer).getHostAddress();
    HeaderLines lines = HeaderLines.of(header, last, earlier == null ? Collections.<String>emptyList() : earlier);
    Outcome outcome = Resolver.resolve(rules, text, lines, HopListener.NONE);
    String client = outcome.address();
    return new RecentAnswers.Answer(peer, last, client == null || isText ? client : labelled(client), outcome);
  }

  /** The address with its text as its name, so that whoever prints the name prints this form; no look-up, ever. */
  private static InetAddress labelled(final String text) {
    return IpLiteral.parse(text, 0, text.length(), new AddressFunction<InetAddress>() {
      @Override
      public InetAddress apply(long high, long low) {
        try {
          return InetAddress.getByAddress(text, bytes(high, low));
        } catch (UnknownHostException wrongLength) {
          throw new AssertionError(wrongLength);
        }
      }
    });
  }

  /** In network order; the JDK makes an IPv4 address of a mapped one. */
  private static byte[] bytes(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >>> 56 - 8 * i);
    }
    return bytes;
  }

  @SuppressWarnings("unchecked") // header lines are strings in every container
  private static List<String> strings(List<?> lines) {
    return (List<String>) lines;
  }
}
