package io.github.realip.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the client's address: peer and header lines, hop by hop from the right, to a decision.
 *
 * <p>What every answer has in common, whatever a client sends:
 * <ul>
 * <li>it is the very peer text that was passed in, or the canonical text of an address; never text from the wire;
 * <li>it does not depend on anything left of the first hop that is not a trusted proxy;
 * <li>finding it takes no exception, no lock, no regular expression and no name server, and, unless somebody writes
 * an address with backslashes in {@code Forwarded}, no memory but the answer's.
 * </ul>
 */
public final class Resolver {

  /** After this many trusted hops the walk stops at the last of them. */
  public static final int MAX_TRUSTED_HOPS = 64;

  private Resolver() {
  }

  /**
   * Whether a header of this peer is to be read at all (rules R1, R2 and R13 of docs/semantics.md).
   *
   * @param peer what the container calls the peer: an address, in IPv6 perhaps in brackets or with a zone, or one of
   *     {@code ""}, {@code "@"}, {@code "unix"} and {@code "unix:..."} for a unix-domain socket. Any other text, and
   *     {@code 0.0.0.0} and {@code ::}, are not trusted, and {@code null} is never believed
   */
  public static boolean believes(Rules rules, String peer) {
    return peer != null
        && (rules.everyPeerIsBelieved() || Peer.judge(peer, rules.trusted()).verdict == Verdict.TRUSTED);
  }

  /**
   * As {@link #believes(Rules, String)}, for callers that have the address.
   *
   * @param peer the address of the socket; its scope is ignored, and {@code null} is never believed
   */
  public static boolean believes(Rules rules, InetAddress peer) {
    if (peer == null || rules.everyPeerIsBelieved()) {
      return peer != null;
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
    return rules.trusted().judge().apply(high, low).verdict == Verdict.TRUSTED;
  }

  /**
   * The client's address by a header that is present. To be asked only if the peer is believed.
   *
   * @param peer what the container calls the peer
   * @param header which header this is
   * @param last its last line, the one nearest to the peer; not {@code null}
   * @param earlier the lines before it in the order of the request, usually none; not {@code null}
   * @param listener told what is seen, {@link DecisionListener#NONE} if nobody asks
   * @return {@code peer} itself, or the address in the format of the rules
   */
  public static String resolve(Rules rules, String peer, HeaderRule header, String last, List<String> earlier,
      DecisionListener listener) {
    if (header.kind() == HeaderRule.Kind.SINGLE) {
      return single(rules, peer, header, last, earlier, listener);
    }
    if (rules.trustedHops() > 0) {
      return count(rules, peer, header, last, earlier, listener);
    }
    return walk(rules, peer, header, last, earlier, listener);
  }

  /** From hop to hop while they are trusted (rules R4 and R9). */
  private static String walk(Rules rules, String peer, HeaderRule header, String last, List<String> earlier,
      DecisionListener listener) {
    ElementGrammar grammar = header.grammar();
    String verified = null; // the line of the last verified hop; null while that is the peer
    int verifiedFrom = 0;
    int verifiedTo = 0;
    String line = last;
    int end = line.length(); // of the element to be read; -1 if the line has no more
    int linesLeft = earlier.size();
    Reason reason = null;
    for (int hops = 0; reason == null; hops++) {
      if (end < 0 && linesLeft == 0) {
        reason = Reason.ALL_TRUSTED;
        break;
      }
      if (hops == MAX_TRUSTED_HOPS) {
        reason = Reason.TOO_MANY_HOPS;
        break;
      }
      if (end < 0) {
        line = earlier.get(--linesLeft);
        end = line.length();
      }
      int start = grammar.elementStart(line, end);
      int from = ElementGrammar.skipBlanks(line, start, end);
      int to = ElementGrammar.dropBlanks(line, from, end);
      Verdict verdict = judge(rules, grammar, line, from, to, listener);
      if (verdict.isAddress()) {
        verified = line;
        verifiedFrom = from;
        verifiedTo = to;
      }
      reason = verdict.end();
      end = start - 1;
    }
    listener.decided(reason);
    return verified == null ? peer : grammar.read(verified, verifiedFrom, verifiedTo, rules.format());
  }

  /** The Nth element from the right over all lines, whoever the others are (rule R13). */
  private static String count(Rules rules, String peer, HeaderRule header, String last, List<String> earlier,
      DecisionListener listener) {
    ElementGrammar grammar = header.grammar();
    String line = last;
    int end = line.length();
    int linesLeft = earlier.size();
    for (int n = 1; end >= 0 || linesLeft > 0; n++) {
      if (end < 0) {
        line = earlier.get(--linesLeft);
        end = line.length();
      }
      int start = grammar.elementStart(line, end);
      int from = ElementGrammar.skipBlanks(line, start, end);
      int to = ElementGrammar.dropBlanks(line, from, end);
      if (n == rules.trustedHops()) {
        Verdict verdict = judge(rules, grammar, line, from, to, listener);
        listener.decided(verdict.isAddress() ? Reason.TRUSTED_HOP_COUNT : verdict.end());
        return verdict.isAddress() ? grammar.read(line, from, to, rules.format()) : peer;
      }
      listener.hop(line, from, to, Verdict.COUNTED, null);
      end = start - 1;
    }
    listener.decided(Reason.TOO_FEW_HOPS);
    return peer;
  }

  /** The one address that all lines name (rule R12). */
  private static String single(Rules rules, String peer, HeaderRule header, String last, List<String> earlier,
      DecisionListener listener) {
    ElementGrammar grammar = header.grammar();
    String answer = null;
    for (int i = earlier.size(); i >= 0; i--) {
      String line = i == earlier.size() ? last : earlier.get(i);
      int from = ElementGrammar.skipBlanks(line, 0, line.length());
      int to = ElementGrammar.dropBlanks(line, from, line.length());
      Verdict verdict = judge(rules, grammar, line, from, to, listener);
      if (!verdict.isAddress()) {
        listener.decided(verdict.end());
        return peer;
      }
      String address = grammar.read(line, from, to, rules.format());
      if (answer != null && !answer.equals(address)) {
        listener.decided(Reason.CONFLICTING_SINGLE_HEADER);
        return peer;
      }
      answer = address;
    }
    listener.decided(Reason.SINGLE_ADDRESS);
    return answer;
  }

  private static Verdict judge(Rules rules, ElementGrammar grammar, String line, int from, int to,
      DecisionListener listener) {
    Trust trust = grammar.read(line, from, to, rules.trusted().judge());
    Verdict verdict = trust == null ? grammar.unreadable(line, from, to) : trust.verdict;
    listener.hop(line, from, to, verdict, trust == null ? null : trust.label);
    return verdict;
  }

  /**
   * The whole decision with its reason and its hops, for a command line or a log: the same walk, watched.
   *
   * @param peer what the container calls the peer
   * @param headers all header lines of the request in order, name and value; names in any case
   */
  public static Decision explain(Rules rules, String peer, List<Map.Entry<String, String>> headers) {
    DecisionRecorder recorder = new DecisionRecorder(rules);
    recorder.peer(peer);
    if (!believes(rules, peer)) {
      recorder.decided(Reason.UNTRUSTED_PEER);
      return recorder.decision(peer);
    }
    for (int i = 0; i < rules.headerCount(); i++) {
      List<String> earlier = lines(rules.header(i), headers);
      if (!earlier.isEmpty()) {
        String last = earlier.remove(earlier.size() - 1);
        recorder.header(rules.header(i));
        return recorder.decision(resolve(rules, peer, rules.header(i), last, earlier, recorder));
      }
    }
    recorder.decided(Reason.NO_HEADER);
    return recorder.decision(peer);
  }

  private static List<String> lines(HeaderRule header, List<Map.Entry<String, String>> headers) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> each : headers) {
      if (header.name().equalsIgnoreCase(each.getKey())) { // field names are tokens, so this is about ASCII only
        lines.add(each.getValue());
      }
    }
    return lines;
  }
}
