package io.github.realip.request;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.realip.resolve.Origin;
import io.github.realip.resolve.OriginRules;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Reason;

/**
 * What the agent would answer beside what the application gets, for one request while rules are only observed. The
 * container's answer is its peer, until a forwarding component says another.
 */
public final class Comparison {

  /** What would become of the application's answer. */
  public enum Kind {
    /** It would stay, to the letter. */
    SAME,
    /** The same address would be written in another form. */
    OTHER_FORM,
    /** The container answers with the proxy, the agent would with the client. */
    CLIENT_FOR_PROXY,
    /** A component answers with the leftmost address, which any client can write, the agent would with the client. */
    CLIENT_FOR_LEFTMOST,
    /** Both answer with a client, but not with the same one. */
    CLIENT_FOR_OTHER,
    /** A component answers with a client, the agent would with a proxy: one is not trusted, or the header is forged. */
    PROXY_FOR_CLIENT
  }

  /** Stands for the container where no component has written an address. */
  public static final String CONTAINER = "container";

  private final Object peer;
  private final Outcome outcome;
  private final Head head;
  private final boolean isSecond;
  private final Watch watch;
  private String component = CONTAINER;
  /** What a component has written, or {@code null} if the answer is the peer. */
  private String answered;
  private Kind kind;
  private boolean example;
  private OriginComparison origin;

  /**
   * Compares with a peer, a String or an {@code InetSocketAddress}. Nobody is told.
   *
   * @param kind as {@link #kindOfOwn} has it
   * @param head may be {@code null}
   * @param isSecond whether the container has compared this request already, by another head
   */
  Comparison(Object peer, Outcome outcome, Kind kind, Head head, boolean isSecond, Watch watch) {
    this.peer = peer;
    this.outcome = outcome;
    this.kind = kind;
    this.head = head;
    this.isSecond = isSecond;
    this.watch = watch;
  }

  /** What would become of a container's own answer, which is the peer. */
  static Kind kindOfOwn(Object peer, Outcome outcome) {
    return outcome.address() == null ? Kind.SAME
        : kind(text(peer), outcome, Collections.<String>emptyList(), text(peer));
  }

  /** Told what a component has written; its first word counts, for some put back later what they have found. */
  void answered(String by, Object written) {
    if (written != null && !by.equals(component)) {
      watch.compared(this, -1);
      component = by;
      answered = text(written);
      kind = kind(text(peer), outcome, lines(), answered);
      watch.compared(this, 1);
    }
  }

  /** What is kept with a request that is observed, or {@code null}. */
  static Comparison of(Object kept) {
    return kept instanceof Comparison ? (Comparison) kept : kept instanceof Head ? ((Head) kept).comparison()
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).comparison() : null;
  }

  /** Compares scheme, host and port, too, whoever asks for them. */
  OriginComparison origin(OriginRules rules) {
    if (origin == null) { // a race counts one request twice
      Origin verified = head == null || head.step == null ? null : head.findOrigin(outcome);
      origin = new OriginComparison(this, rules, verified, isSecond, watch);
    }
    return origin;
  }

  /**
   * Compares the header that was read: with its lines in one, as an application would read it. Of peers that are not
   * trusted not every container reads it.
   */
  void header() {
    boolean isRead = head != null && head.step != null && head.last != null && outcome != Outcome.UNTRUSTED_PEER;
    if (!isRead || head.step.rules().clientHeaders() == null) {
      return;
    }
    String sent = join(lines());
    String verified = head.verified(outcome, peer).line(head.step.header().name());
    String read = verified == null ? "" : verified;
    ComparedFact.Kind what = read.equals(sent) ? ComparedFact.Kind.SAME : ComparedFact.Kind.VERIFIED_FOR_OWN;
    watch.compared(new ComparedFact("headers", CONTAINER, what, sent, read, text(peer)), 1);
  }

  private static String join(List<String> lines) {
    StringBuilder joined = new StringBuilder();
    for (String line : lines) {
      joined.append(joined.length() == 0 ? "" : ", ").append(line);
    }
    return joined.toString();
  }

  /**
   * Compares one answer with that of the agent.
   *
   * @param peer the peer's text
   * @param outcome the agent's answer
   * @param lines those of the header that was read
   * @param answered the other answer; it may be any text
   */
  public static Kind kind(String peer, Outcome outcome, List<String> lines, String answered) {
    String client = outcome.address() == null ? peer : outcome.address();
    if (client.equals(answered)) {
      return Kind.SAME;
    }
    if (isSame(client, answered)) {
      return Kind.OTHER_FORM;
    }
    if (isSame(peer, answered)) {
      return Kind.CLIENT_FOR_PROXY;
    }
    if (isProxy(outcome) || isSame(peer, client)) {
      return Kind.PROXY_FOR_CLIENT;
    }
    return leftmost(lines).equals(answered) ? Kind.CLIENT_FOR_LEFTMOST : Kind.CLIENT_FOR_OTHER;
  }

  /** Whether the answer is a proxy: the peer, or where the walk ended because of an element that names nobody. */
  private static boolean isProxy(Outcome outcome) {
    switch (outcome.reason()) {
      case EMPTY_HOP:
      case UNKNOWN_HOP:
      case MALFORMED_HOP:
      case TOO_MANY_HOPS:
        return true;
      default:
        return outcome.address() == null;
    }
  }

  private static String leftmost(List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String first = lines.get(0);
    int comma = first.indexOf(',');
    return (comma < 0 ? first : first.substring(0, comma)).trim();
  }

  private static boolean isSame(String one, String other) {
    String canonical = RemoteHost.canonical(one);
    return canonical != null && canonical.equals(RemoteHost.canonical(other));
  }

  static String text(Object address) {
    if (!(address instanceof InetSocketAddress)) {
      return String.valueOf(address);
    }
    InetSocketAddress socket = (InetSocketAddress) address;
    return socket.isUnresolved() ? socket.getHostString() : socket.getAddress().getHostAddress();
  }

  /** Whether somebody keeps it as an example; for him alone. */
  public boolean isExample() {
    return example;
  }

  /** Says whether somebody keeps it as an example. */
  public void setExample(boolean kept) {
    example = kept;
  }

  /** Who has the application's answer: {@value #CONTAINER}, or a component by its name in {@code realip.defer-to}. */
  public String component() {
    return component;
  }

  /** Why the agent would answer as it would. */
  public Reason reason() {
    return outcome.reason();
  }

  /** What would become of the answer. */
  public Kind kind() {
    return kind;
  }

  /** The peer's text. */
  public String peer() {
    return text(peer);
  }

  /** What the application gets; if a component has written it, it may be any text. */
  public String answered() {
    return answered == null ? text(peer) : answered;
  }

  /** What the agent would answer. */
  public String client() {
    return outcome.address() == null ? text(peer) : outcome.address();
  }

  /** The lines of the header that was read, as they came; none if none was. */
  public List<String> lines() {
    return lines(head);
  }

  static List<String> lines(Head head) {
    if (head == null || head.last == null) {
      return Collections.emptyList();
    }
    List<String> all = new ArrayList<String>(head.earlier == null ? Collections.<String>emptyList() : head.earlier);
    all.add(head.last);
    return all;
  }
}
