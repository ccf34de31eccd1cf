package io.github.realip.lab;

import java.util.List;

/**
 * What came of a situation with one protocol.
 *
 * @param situation the situation
 * @param family the protocol
 * @param requests one after the other
 * @param findings the kinds of findings that the agent told after requests without forged headers
 * @param podLog what the pod said, for a message about a failure
 */
public record Outcome(Situation situation, Family family, List<Exchange> requests, List<String> findings,
    String podLog) {

  /** The first request without forged headers. */
  Exchange plain() {
    return requests.stream().filter(request -> !request.forged()).findFirst().orElseThrow();
  }

  /** The first request with forged headers. */
  Exchange forged() {
    return requests.stream().filter(Exchange::forged).findFirst().orElseThrow();
  }

  /**
   * One and the same request, sent to three applications over the same path.
   *
   * @param caller who asked
   * @param forged whether with forged headers
   * @param peer whom the pod saw at the other end of the socket
   * @param peerPort the other end's port there
   * @param lines the lines that arrived, the first one included
   * @param without what the application without the agent was told
   * @param with what the application with the agent was told
   */
  public record Exchange(String caller, boolean forged, String peer, int peerPort, List<String> lines, String without,
      String with) {
    private static final String FORWARDED_FOR = "x-forwarded-for:";

    /** All values of X-Forwarded-For, as one list. */
    public String forwardedFor() {
      return String.join(", ", lines.stream().filter(line -> line.toLowerCase().startsWith(FORWARDED_FOR))
          .map(line -> line.substring(FORWARDED_FOR.length()).strip()).toList());
    }
  }
}
