package io.github.realip.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way of a request to an application, and what is to come of it by what is known of the network: who connects to
 * whom. A line of {@code situations.txt}; nothing in it is computed.
 *
 * @param id a short name
 * @param title in words
 * @param network the pod network
 * @param families the protocols it is tried with
 * @param from who asks: hosts, or {@code app} for the application itself
 * @param route what they send their requests to
 * @param ingress the ingress on the way, or {@code null}
 * @param app the application with the agent, and so the agent's settings
 * @param peer whom the pod sees at the other end of the socket
 * @param forwardedFor what arrives as X-Forwarded-For
 * @param forgedForwardedFor the same when the client sends one of its own
 * @param right what the address ought to be: a host, or {@value #LOST} if nothing that arrives says it
 * @param answer what the agent is to answer: a host; or two, the second if the client sends forged headers
 * @param finding what the agent is to say about it, or nothing; or two, the second if it is IPv6
 * @param path a picture
 */
record Situation(String id, String title, PodNetwork network, List<Family> families, List<String> from,
    Route route, IngressConfig ingress, App app, String peer, String forwardedFor, String forgedForwardedFor,
    String right, String answer, String finding, String path) {
  /** The name of who is asking, in the columns of addresses. */
  static final String CALLER = "caller";
  /** The application's own pod, as who is asking. */
  static final String APP = "app";
  /** No address that arrives is the right one. */
  static final String LOST = "lost";
  static final String TIME_OUT = "time-out";
  private static final String REFUSED = "refused";
  private static final Map<String, String> NO_ADDRESS = Map.of(TIME_OUT, TIME_OUT, REFUSED, "HTTP 400");
  private static final String NONE = "-";

  /** All situations, in the order of the file. */
  static List<Situation> all() {
    List<App> apps = App.all();
    return DataFile.lines("situations.txt", 15).stream().map(cells -> parse(cells, apps)).toList();
  }

  private static Situation parse(List<String> cells, List<App> apps) {
    App app = apps.stream().filter(each -> each.name().equals(cells.get(7))).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No application is called " + cells.get(7)));
    return new Situation(cells.get(0), cells.get(1), PodNetwork.named(cells.get(2)), families(cells.get(3)),
        List.of(cells.get(4).split(" ")), Route.named(cells.get(5)), ingress(cells.get(6)), app, cells.get(8),
        empty(cells.get(9)), empty(cells.get(10)), cells.get(11), cells.get(12), empty(cells.get(13)), cells.get(14));
  }

  private static List<Family> families(String text) {
    return Stream.of(Family.values()).filter(family -> text.contains(family.toString().substring(3))).toList();
  }

  private static IngressConfig ingress(String text) {
    return text.equals(NONE) ? null : IngressConfig.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String empty(String cell) {
    return cell.equals(NONE) ? "" : cell;
  }

  /** Whether nobody answers. */
  boolean isUnreachable() {
    return peer.equals(TIME_OUT);
  }

  /** Whether nobody can tell the right address from what arrives. */
  boolean isLost() {
    return right.equals(LOST);
  }

  /** What an application without the agent is told: the peer, if the request gets as far. */
  String peerOfApplication() {
    return route.sendsProxyProtocol() ? REFUSED : NO_ADDRESS.containsKey(right) ? right : peer;
  }

  /** What the agent is to find. */
  List<String> findings(Family family) {
    String[] findings = finding.split(", ");
    return finding.isEmpty() ? List.of() : List.of(findings[family == Family.IPV4 ? 0 : findings.length - 1]);
  }

  /** What the agent is to answer. */
  String answer(boolean forged) {
    String[] answers = answer.split(", ");
    return answers[forged ? answers.length - 1 : 0];
  }

  /** The addresses that a cell means when a certain host asks; what is no host stays as it is. */
  static String addresses(String cell, String caller, Family family) {
    return cell.isEmpty() || NO_ADDRESS.containsKey(cell) ? NO_ADDRESS.getOrDefault(cell, "")
        : Stream.of(cell.split(", ")).map(name -> address(name, caller, family)).collect(Collectors.joining(", "));
  }

  private static String address(String cell, String caller, Family family) {
    boolean overIpv4 = cell.endsWith("/4");
    String name = overIpv4 ? cell.substring(0, cell.length() - 2) : cell;
    return Host.named(name.equals(CALLER) ? caller : name).address(overIpv4 ? Family.IPV4 : family);
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
