package io.github.realip.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a situation with one protocol.
 *
 * @param situation the situation
 * @param family the protocol
 * @param requests one after the other
 * @param findings the kinds of findings that the agent told after requests without forged headers
 * @param podLog what the pod said, for a message about a failure
 */
record Outcome(Situation situation, Family family, List<Exchange> requests, List<String> findings,
    String podLog) {

  /** The first request without or with forged headers. */
  Exchange first(boolean forged) {
    return requests.stream().filter(request -> request.forged() == forged).findFirst().orElseThrow();
  }

  /** In what this is not as the situation says. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    requests.forEach(request -> differences.addAll(Verdict.differences(this, request)));
    if (!findings.equals(situation.findings(family))) {
      differences.add(family + ": the findings are " + findings + ", not " + situation.findings(family));
    }
    if (situation.from().size() > 1 && requests.stream().mapToInt(Exchange::peerPort).distinct().count() > 1) {
      differences.add(family + ": the clients did not share one connection");
    }
    return differences;
  }

  /**
   * One and the same request, sent to three applications over the same path.
   *
   * @param caller who asked
   * @param forged whether with forged headers
   * @param peer whom the pod saw at the other end of the socket
   * @param peerPort the other end's port where the agent is, or 0
   * @param lines the lines that arrived, the first one included
   * @param without what the application without the agent was told
   * @param with what the application with the agent was told
   */
  record Exchange(String caller, boolean forged, String peer, int peerPort, List<String> lines, String without,
      String with) {
    /** The lines that may name a client, in lower case, and how they are called in tables. */
    private static final Map<String, String> NAMES = Map.of("x-forwarded-for", "XFF",
        "x-original-forwarded-for", "X-Original", "x-real-ip", "X-Real-IP", "forwarded", "Forwarded");

    /** What arrived to name a client; several lines of a name as one list. */
    Map<String, String> headers() {
      Map<String, String> headers = new TreeMap<>();
      for (String line : lines) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? null : NAMES.get(line.substring(0, colon).toLowerCase(Locale.ROOT));
        if (name != null) {
          headers.merge(name, line.substring(colon + 1).strip(), (first, next) -> first + ", " + next);
        }
      }
      return headers;
    }

    /** What arrived as X-Forwarded-For, as one list. */
    String forwardedFor() {
      return headers().getOrDefault("XFF", "");
    }
  }
}
