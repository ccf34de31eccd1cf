package io.github.realip.findings;

import io.github.realip.AgentLog;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.observe.Observer;
import io.github.realip.observe.SampledRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Adds up what requests show, concludes, and says in a line each where clients' addresses are lost. */
public final class Findings implements Observer, Supplier<List<String>> {

  /** A name that is not looked up yet, or a proxy that the name service does not show yet, is no finding. */
  private static final long NAMES_SETTLE_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int MOST_LINES = 64;

  private final ConfigurationInForce live;
  private final boolean kubernetes;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<String>());
  private Surroundings surroundings;
  private Configuration configuration;
  private StatisticsWindow window;
  private Repetition repetition;

  /**
   * Has seen nothing yet.
   *
   * @param kubernetes whether this JVM runs in a pod; elsewhere no node translates and no ingress hides
   */
  public Findings(ConfigurationInForce live, boolean kubernetes) {
    this(live, kubernetes, null);
  }

  Findings(ConfigurationInForce live, boolean kubernetes, Surroundings surroundings) {
    this.live = live;
    this.kubernetes = kubernetes;
    this.surroundings = surroundings;
  }

  @Override
  public void observe(SampledRequest request, int interval, long nanoTime) {
    Configuration now = live.configuration();
    if (configuration != now) { // other settings, other findings
      configuration = now;
      surroundings = surroundings != null ? surroundings : Surroundings.ofThisMachine(kubernetes, now.gateways());
      window = new StatisticsWindow(surroundings);
      repetition = new Repetition();
    }
    if (configuration.isDiagnosing()) {
      for (PeerStatistics grown : window.add(request, interval, nanoTime)) {
        conclude(grown, nanoTime);
      }
    }
  }

  private void conclude(PeerStatistics seen, long nanoTime) {
    if (seen.requests() < PeerStatistics.ENOUGH || !seen.isUse()) {
      return;
    }
    View view = new View(kubernetes, live, window.all());
    for (Finding finding : Finding.values()) {
      if (finding.holds(seen, view)) {
        boolean settled = configuration.dnsNames().isEmpty() || !finding.isAboutUnknownPeers()
            || seen.ageNanos() >= NAMES_SETTLE_NANOS;
        if (settled && repetition.isDue(finding, seen.kind(), seen.name(), nanoTime)) {
          say(finding.line(seen, view));
          repetition.said(finding, seen.kind(), finding.addresses(seen, view), nanoTime);
        }
        return;
      }
    }
  }

  private void say(String line) {
    AgentLog.finding(line);
    synchronized (lines) {
      if (lines.size() == MOST_LINES) {
        lines.remove(0);
      }
      lines.add(line);
    }
  }

  /** The lines that were said, the latest last. */
  @Override
  public List<String> get() {
    synchronized (lines) {
      return new ArrayList<String>(lines);
    }
  }
}
