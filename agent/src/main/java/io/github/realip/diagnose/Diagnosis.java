package io.github.realip.diagnose;

import io.github.realip.AgentLog;
import io.github.realip.bridge.Watch;
import io.github.realip.config.Configuration;
import io.github.realip.config.LiveRules;
import io.github.realip.resolve.Cidr;
import io.github.realip.resolve.DecisionListener;
import io.github.realip.resolve.Rules;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts decisions, looks closer at some requests, and says one line for each kind of finding in a JVM's life. */
public final class Diagnosis implements Watch {

  /** A name that is not looked up yet, or a pod that the name service does not show yet, is no finding. */
  private static final long NAMES_SETTLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final LiveRules live;
  private final boolean kubernetes;
  private final FindingRules findingRules;
  private final Counters counters = new Counters();
  private final Sampler sampler = new Sampler();
  private final RecentDecisions recent = new RecentDecisions();
  private final AtomicBoolean unmanaged = new AtomicBoolean(true);
  private final Management management = new Management(this);
  private volatile boolean recording;
  private volatile boolean closed;
  private volatile Rules idleRules;
  private volatile Configuration idleConfiguration;

  /** Taken without waiting: whoever finds it taken does not look. It guards what follows. */
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Map<FindingKind, String> findings =
      Collections.synchronizedMap(new EnumMap<FindingKind, String>(FindingKind.class));
  private Rules seenBy;
  private Configuration configuration;
  private Surroundings surroundings;
  private EvidenceBook book;
  private boolean failed;

  /**
   * Watches decisions by these rules.
   *
   * @param kubernetes whether this JVM runs in a pod
   */
  public Diagnosis(LiveRules live, boolean kubernetes) {
    this.live = live;
    this.kubernetes = kubernetes;
    this.findingRules = new FindingRules(kubernetes);
  }

  @Override
  public DecisionListener decisions() {
    return counters;
  }

  @Override
  public boolean isDue() {
    return sampler.isDue();
  }

  @Override
  public Object look(Object peer, Rules rules, Object answer) {
    if (unmanaged.get() && !management.isContainersTurn() && unmanaged.compareAndSet(true, false)) {
      management.registerSoon(); // the container answers requests, so it is up
    }
    Rules reading = rules != null ? rules : idleRules();
    return peer == null || reading == null || closed ? answer : new Probe(this, reading, answer);
  }

  /** Rules by which nobody is trusted but the configured headers are known; {@code null} if nobody is to look. */
  private Rules idleRules() {
    Configuration now = live.configuration();
    if (idleConfiguration != now) {
      idleRules = now.isDiagnosing() ? now.rules(Collections.<String, List<Cidr>>emptyMap()) : null;
      idleConfiguration = now;
    }
    return idleRules;
  }

  /** Learns from a request whose headers have been read. */
  void observe(Rules rules, Object peer, Map<String, List<String>> lines) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      observe(rules, peer, lines, System.nanoTime());
    } catch (Throwable failure) {
      if (!failed) {
        failed = true;
        AgentLog.debug("diagnosis failed: " + failure);
      }
    } finally {
      busy.set(false);
    }
  }

  /** For one thread at a time. */
  void observe(Rules rules, Object peer, Map<String, List<String>> lines, long nanoTime) {
    int interval = sampler.interval();
    sampler.looked(nanoTime);
    String text = peer instanceof InetSocketAddress
        ? ((InetSocketAddress) peer).getAddress().getHostAddress() : (String) peer;
    Observation request = new Observation(rules, text, lines);
    if (recording) {
      recent.add(request, lines);
    }
    if (rules != seenBy) { // other rules make other evidence
      seenBy = rules;
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
    FindingKind kind = findingRules.examine(evidence);
    if (kind != null && !findings.containsKey(kind)) {
      String line = new Wording(kubernetes, configuration, book.all()).line(kind, evidence);
      findings.put(kind, line);
      AgentLog.info(line);
    }
  }

  /** How often each reason decided. */
  Map<String, Long> decisionsByReason() {
    return counters.values();
  }

  /** The lines that were said. */
  List<String> findings() {
    synchronized (findings) {
      return new ArrayList<String>(findings.values());
    }
  }

  Configuration configuration() {
    return live.configuration();
  }

  boolean isRecording() {
    return recording;
  }

  /** Records every decision from now on, or stops and forgets them. */
  void record(boolean wanted) {
    recording = wanted;
    sampler.everyOne(wanted);
    if (!wanted) {
      recent.clear();
    }
  }

  List<String> recentDecisions() {
    return recent.all();
  }

  /** Looks no more, and takes back what others can see of the agent: the MXBean. */
  public void close() {
    closed = true;
    unmanaged.set(false);
    management.unregister();
  }
}
