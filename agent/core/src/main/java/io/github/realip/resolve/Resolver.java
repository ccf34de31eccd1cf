package io.github.realip.resolve;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * Finds the client's address: walks from the peer over the header's elements, from the right to the left.
 *
 * <p>What every outcome has in common, whatever a client sends:
 * <ul>
 * <li>it is the peer, or the canonical text of an address; never text from the wire;
 * <li>it does not depend on anything left of the first hop that is not a trusted proxy;
 * <li>finding it takes no exception, no lock, no regular expression and no name server, and no memory but its own,
 * unless somebody writes an address with backslashes in {@code Forwarded} or repeats a single-address header.
 * </ul>
 */
public final class Resolver {

  /** After this many trusted hops the walk stops at the last of them. */
  public static final int MAX_TRUSTED_HOPS = 64;

  private Resolver() {
  }

  /**
   * Decides who the client of a request is. Whoever answers, explains, samples or caches calls this one function.
   *
   * @param peer what the container calls the peer, as {@link #isTrusted(Rules, String)} has it
   * @param lines what the head of the request says; only looked at if the peer is trusted
   * @param listener told of the elements that are looked at, {@link HopListener#NONE} if nobody asks
   */
  public static Outcome resolve(Rules rules, String peer, HeaderLines lines, HopListener listener) {
    return isTrusted(rules, peer) ? resolveTrusted(rules, lines, listener) : Outcome.UNTRUSTED_PEER;
  }

  /** As {@link #resolve}, as if the peer were trusted: tells whom the header names. */
  public static Outcome resolveTrusted(Rules rules, HeaderLines lines, HopListener listener) {
    HeaderRule header = lines.header();
    if (header == null) {
      return lines.isComplete() ? Outcome.NO_HEADER : Outcome.INCOMPLETE_HEAD;
    }
    if (header.kind() == HeaderRule.Kind.SINGLE) {
      return single(rules, lines, listener);
    }
    return rules.trustedHops() > 0 ? count(rules, lines, listener) : walk(rules, lines, listener);
  }

  /**
   * Whether a header of this peer is to be read at all (rules R1, R2 and R13 of docs/semantics.md).
   *
   * @param peer what the container calls the peer: an address, in IPv6 perhaps in brackets or with a zone, or one of
   *     {@code ""}, {@code "@"}, {@code "unix"} and {@code "unix:..."} for a unix-domain socket. Any other text,
   *     {@code 0.0.0.0}, {@code ::} and {@code null} are not trusted; a hop count without a trusted list trusts every
   *     peer but {@code null}
   */
  public static boolean isTrusted(Rules rules, String peer) {
    return peer != null
        && (rules.everyPeerIsTrusted() || rules.trusted().contains(peer));
  }

  /**
   * As {@link #isTrusted(Rules, String)}, for callers that have the address.
   *
   * @param peer the address of the socket; its scope is ignored, and {@code null} is never trusted
   */
  public static boolean isTrusted(Rules rules, InetAddress peer) {
    if (peer == null || rules.everyPeerIsTrusted()) {
      return peer != null;
    }
    return rules.trusted().contains(peer);
  }

  /** From hop to hop while they are trusted (rules R4 and R9). */
  private static Outcome walk(Rules rules, HeaderLines lines, HopListener listener) {
    HeaderRule header = lines.header();
    ElementGrammar grammar = header.grammar();
    int position = 0; // of the last verified element; 0 while that is the peer
    String verified = null; // the element is verified[verifiedFrom,verifiedTo)
    int verifiedFrom = 0;
    int verifiedTo = 0;
    String line = lines.last();
    int end = line.length(); // of the element to be read; -1 if the line has no more
    int linesLeft = lines.earlier().size();
    Reason reason = null;
    int hops = 0;
    for (; reason == null; hops++) {
      if (end < 0 && linesLeft == 0) {
        reason = Reason.ALL_TRUSTED;
        break;
      }
      if (hops == MAX_TRUSTED_HOPS) {
        reason = Reason.TOO_MANY_HOPS;
        break;
      }
      if (end < 0) {
        line = lines.earlier().get(--linesLeft);
        end = line.length();
      }
      int start = grammar.elementStart(line, end);
      int from = ElementGrammar.skipBlanks(line, start, end);
      int to = ElementGrammar.dropBlanks(line, from, end);
      HopStatus status = status(rules, grammar, line, from, to, listener);
      if (status.isAddress()) {
        position = hops + 1;
        verified = line;
        verifiedFrom = from;
        verifiedTo = to;
      }
      reason = status.end();
      end = start - 1;
    }
    if (verified == null) {
      return header.withoutClient(reason);
    }
    String address = grammar.read(verified, verifiedFrom, verifiedTo, rules.format());
    return Outcome.client(address, reason, header, position, hops);
  }

  /** The Nth element from the right over all lines, whoever the others are (rule R13). */
  private static Outcome count(Rules rules, HeaderLines lines, HopListener listener) {
    HeaderRule header = lines.header();
    ElementGrammar grammar = header.grammar();
    String line = lines.last();
    int end = line.length();
    int linesLeft = lines.earlier().size();
    for (int position = 1; end >= 0 || linesLeft > 0; position++) {
      if (end < 0) {
        line = lines.earlier().get(--linesLeft);
        end = line.length();
      }
      int start = grammar.elementStart(line, end);
      int from = ElementGrammar.skipBlanks(line, start, end);
      int to = ElementGrammar.dropBlanks(line, from, end);
      if (position == rules.trustedHops()) {
        HopStatus status = status(rules, grammar, line, from, to, listener);
        return !status.isAddress() ? header.withoutClient(status.end())
            : Outcome.client(grammar.read(line, from, to, rules.format()), Reason.TRUSTED_HOP_COUNT, header, position,
                position);
      }
      listener.hop(line, from, to, HopStatus.COUNTED);
      end = start - 1;
    }
    return header.withoutClient(Reason.TOO_FEW_HOPS);
  }

  /** The one address that all lines name (rule R12). */
  private static Outcome single(Rules rules, HeaderLines lines, HopListener listener) {
    HeaderRule header = lines.header();
    ElementGrammar grammar = header.grammar();
    int earlier = lines.earlier().size();
    String client = null;
    for (int i = earlier; i >= 0; i--) {
      String line = i == earlier ? lines.last() : lines.earlier().get(i);
      int from = ElementGrammar.skipBlanks(line, 0, line.length());
      int to = ElementGrammar.dropBlanks(line, from, line.length());
      HopStatus status = status(rules, grammar, line, from, to, listener);
      if (!status.isAddress()) {
        return header.withoutClient(status.end());
      }
      String address = grammar.read(line, from, to, rules.format());
      if (client != null && !client.equals(address)) {
        return header.withoutClient(Reason.CONFLICTING_SINGLE_HEADER);
      }
      client = address;
    }
    return Outcome.client(client, Reason.SINGLE_ADDRESS, header, 1, 1); // all lines agree, so the last one names it
  }

  private static HopStatus status(Rules rules, ElementGrammar grammar, String line, int from, int to,
      HopListener listener) {
    HopStatus read = grammar.read(line, from, to, rules.trusted().matcher());
    HopStatus status = read == null ? grammar.unreadable(line, from, to) : read;
    listener.hop(line, from, to, status);
    return status;
  }

  /**
   * Decides as {@link #resolve} does and keeps the hops, for a command line or a log.
   *
   * @param peer what the container calls the peer
   * @param headers all header lines of the request in order, name and value; names in any case
   */
  public static Decision explain(Rules rules, String peer, List<Map.Entry<String, String>> headers) {
    return explain(rules, peer, present(rules, headers));
  }

  /** As {@link #explain(Rules, String, List)}, for callers that have the lines already. */
  public static Decision explain(Rules rules, String peer, HeaderLines lines) {
    HopRecorder recorder = new HopRecorder(rules, peer, lines.header());
    Outcome outcome = resolve(rules, peer, lines, recorder);
    return new Decision(peer, outcome, recorder.hops());
  }

  /** The lines of the first configured header that is there (rule R3). */
  private static HeaderLines present(Rules rules, List<Map.Entry<String, String>> headers) {
    for (int i = 0; i < rules.headerCount(); i++) {
      HeaderRule header = rules.header(i);
      HeaderLines lines = HeaderLines.present(header, headers);
      if (lines != null) {
        return lines;
      }
    }
    return HeaderLines.NONE;
  }
}
