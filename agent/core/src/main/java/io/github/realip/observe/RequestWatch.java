package io.github.realip.observe;

import io.github.realip.AgentLog;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Printable;
import io.github.realip.config.Reload;
import io.github.realip.request.ComparedFact;
import io.github.realip.request.Comparison;
import io.github.realip.request.HeaderStep;
import io.github.realip.request.Sample;
import io.github.realip.request.Watch;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Reason;
import io.github.realip.resolve.Rules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Counts every decision, and has some requests looked at closer. */
public final class RequestWatch implements Watch {

  private static final long RECORDING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConfigurationInForce live;
  private final Counters counters = new Counters();
  private final Sampler sampler = new Sampler();
  private final RecentDecisions recent = new RecentDecisions();
  private final Differences differences;
  private final Supplier<List<String>> findings;
  private final Supplier<String> status;
  private final Observer[] observers;
  private final AtomicBoolean unmanaged = new AtomicBoolean(true);
  private final Management management;
  private final Executor threads;
  private volatile boolean closed;
  private volatile FlightEvents events;
  private volatile boolean mayRecord = true;
  private volatile long lookedForRecording = System.nanoTime() - RECORDING_NANOS; // a race looks twice
  private volatile Rules idleRules;
  private volatile Configuration idleConfiguration;

  /** Taken without waiting: whoever finds it taken does not look. It guards what follows, and the observers. */
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean failed;

  /**
   * Watches decisions by these rules.
   *
   * @param concluding concludes from the requests
   * @param findings what it has said
   * @param status the state of the agent, as JSON
   * @param threads starts a thread of the agent for each task
   */
  public RequestWatch(ConfigurationInForce live, Observer concluding, Supplier<List<String>> findings,
      Supplier<String> status, Executor threads) {
    this.live = live;
    this.findings = findings;
    this.status = status;
    this.threads = threads;
    management = new Management(this, threads);
    differences = new Differences(live);
    observers = new Observer[] {recent, concluding, differences};
  }

  @Override
  public void decided(Outcome outcome) {
    counters.count(outcome);
  }

  @Override
  public void compared(Comparison comparison, int by) {
    differences.count(comparison, by);
    FlightEvents now = events;
    if (now != null && by > 0 && comparison.kind() != Comparison.Kind.SAME && now.wantDifferences()) {
      now.difference(Printable.escape(comparison.peer()), comparison.client(), comparison.reason().name(),
          comparison.component(), Printable.escape(comparison.answered()), Differences.name(comparison.kind()));
    }
  }

  @Override
  public void compared(ComparedFact fact, int by) {
    differences.count(fact, by);
  }

  @Override
  public boolean wantsDecisions() {
    FlightEvents now = events;
    return now != null && now.wantDecisions();
  }

  @Override
  public void record(String peer, Outcome outcome, List<String> lines) {
    FlightEvents now = events;
    if (now != null) {
      StringBuilder text = new StringBuilder();
      for (String line : lines) {
        text.append(text.length() == 0 ? "" : ", ").append(line);
      }
      HeaderRule header = outcome.header();
      now.decision(Printable.escape(peer), outcome.address() == null ? Printable.escape(peer) : outcome.address(),
          outcome.reason().name(), header == null ? null : header.name(),
          Printable.escape(Differences.tail(text.toString())), outcome.position(), outcome.elementsRead());
    }
  }

  /** Looks now and then whether somebody has begun to record: before that, nothing of Flight Recorder is loaded. */
  private void lookForRecording() {
    long now = System.nanoTime();
    if (!mayRecord || now - lookedForRecording < RECORDING_NANOS) {
      return;
    }
    lookedForRecording = now;
    try {
      if (FlightRecording.hasBegun()) {
        mayRecord = false; // not again
        threads.execute(new Runnable() { // it takes its time, and no request's
          @Override
          public void run() {
            makeEvents();
          }
        });
      }
    } catch (Throwable none) { // no such module, or not for us
      mayRecord = false;
      AgentLog.debug("no Flight Recorder: " + none);
    }
  }

  private synchronized void makeEvents() {
    try {
      events = closed ? null : new FlightEvents();
    } catch (Throwable failure) {
      AgentLog.debug("no events for Flight Recorder: " + failure);
    }
  }

  @Override
  public boolean isDue() {
    return sampler.isDue();
  }

  @Override
  public HeaderStep look(Rules rules, HeaderStep first) {
    if (unmanaged.get() && !management.isContainersTurn() && unmanaged.compareAndSet(true, false)) {
      management.registerSoon(); // the container answers requests, so it is up
    }
    lookForRecording();
    Rules reading = reading(rules);
    return reading == null ? null : new HeaderCapture(this, reading, first).step();
  }

  @Override
  public Sample lookWithoutHead(Rules rules) {
    Rules reading = reading(rules);
    return reading == null ? null : HeaderCapture.withoutHead(this, reading);
  }

  /** The rules to read a request with, or {@code null} if nobody is to look. */
  private Rules reading(Rules rules) {
    return closed ? null : rules != null ? rules : idleRules();
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

  /** Shows a request to all observers, unless they are busy with another. */
  void observe(SampledRequest request) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      observe(request, System.nanoTime());
    } catch (Throwable failure) {
      if (!failed) {
        failed = true;
        AgentLog.debug("watching failed: " + failure);
      }
    } finally {
      busy.set(false);
    }
  }

  /** For one thread at a time. */
  void observe(SampledRequest request, long nanoTime) {
    int interval = sampler.interval();
    for (Observer each : observers) {
      each.observe(request, interval, nanoTime);
    }
  }

  /** How often each reason decided. */
  public Map<String, Long> decisionsByReason() {
    return counters.values();
  }

  /** How many decisions had one of these reasons. */
  long decisions(Set<Reason> reasons) {
    return counters.sum(reasons);
  }

  long wouldChange() {
    return differences.changes();
  }

  long wouldLose() {
    return differences.total(Comparison.Kind.PROXY_FOR_CLIENT);
  }

  long factsWouldChange() {
    return differences.factChanges();
  }

  long factsWouldLose() {
    return differences.factsLost();
  }

  /** How answers would change, by component, reason and kind. */
  public Map<String, Long> differences() {
    return differences.values();
  }

  /** How scheme, host, port and headers would change, by component, fact and kind. */
  public Map<String, Long> factDifferences() {
    return differences.ofFacts();
  }

  /** A few requests whose answers would change. */
  public List<String> examples() {
    return differences.examples();
  }

  /** The lines that were said. */
  public List<String> findings() {
    return findings.get();
  }

  Reload lastReload() {
    return live.lastReload();
  }

  String status() {
    return status.get();
  }

  Configuration configuration() {
    return live.configuration();
  }

  boolean isRecording() {
    return recent.isRecording();
  }

  /** Records every decision from now on, or stops and forgets them. */
  void record(boolean wanted) {
    recent.record(wanted);
    sampler.everyOne(wanted);
  }

  List<String> recentDecisions() {
    return recent.all();
  }

  private synchronized void closeEvents() {
    if (events != null) {
      events.close();
      events = null;
    }
  }

  /** Looks no more, and takes back what others can see of the agent: the MXBean. */
  public void close() {
    closed = true;
    unmanaged.set(false);
    management.unregister();
    closeEvents();
  }
}
