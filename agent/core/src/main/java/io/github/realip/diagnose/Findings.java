package io.github.realip.diagnose;

import io.github.realip.AgentLog;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.resolve.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Adds up what requests show, and says one line for each kind of finding in a JVM's life. */
final class Findings implements Observer {

  /** A name that is not looked up yet, or a pod that the name service does not show yet, is no finding. */
  private static final long NAMES_SETTLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final ConfigurationInForce live;
  private final boolean kubernetes;
  private final Map<FindingKind, String> lines =
      Collections.synchronizedMap(new EnumMap<FindingKind, String>(FindingKind.class));
  private Rules seenBy;
  private Configuration configuration;
  private Surroundings surroundings;
  private EvidenceBook book;

  /**
   * Has seen nothing yet.
   *
   * @param kubernetes whether this JVM runs in a pod
   */
  Findings(ConfigurationInForce live, boolean kubernetes) {
    this.live = live;
    this.kubernetes = kubernetes;
  }

  @Override
  public void observe(Observation request, int interval, long nanoTime) {
    if (request.rules() != seenBy) { // other rules make other evidence
      seenBy = request.rules();
      configuration = live.configuration();
      surroundings = surroundings != null ? surroundings
          : Surroundings.ofThisMachine(kubernetes, configuration.gateways());
      book = new EvidenceBook(surroundings);
    }
    if (configuration.isDiagnosing()) {
      for (Evidence grown : book.add(request, interval, nanoTime)) {
        examine(grown);
      }
    }
  }

  private void examine(Evidence evidence) {
    if (!configuration.dnsNames().isEmpty() && evidence.ageNanos() < NAMES_SETTLE_NANOS) {
      return;
    }
    FindingKind kind = new FindingRules(kubernetes).examine(evidence);
    if (kind != null && !lines.containsKey(kind)) {
      String line = new Wording(kubernetes, configuration, book.all()).line(kind, evidence);
      lines.put(kind, line);
      AgentLog.finding(line);
    }
  }

  /** The lines that were said. */
  List<String> lines() {
    synchronized (lines) {
      return new ArrayList<String>(lines.values());
    }
  }
}
