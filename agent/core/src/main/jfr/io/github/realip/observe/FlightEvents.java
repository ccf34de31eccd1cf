package io.github.realip.observe;

import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** The agent's events of Java Flight Recorder; made once somebody has begun to record. */
final class FlightEvents {

  private final EventType decisions;
  private final EventType differences;

  FlightEvents() {
    FlightRecorder.register(DecisionEvent.class);
    FlightRecorder.register(DifferenceEvent.class);
    decisions = EventType.getEventType(DecisionEvent.class);
    differences = EventType.getEventType(DifferenceEvent.class);
  }

  /** Whether a recording asks for decisions. */
  boolean wantDecisions() {
    return decisions.isEnabled();
  }

  /** Whether a recording asks for differences. */
  boolean wantDifferences() {
    return differences.isEnabled();
  }

  void decision(String peer, String client, String reason, String header, String lines, int position, int hops) {
    DecisionEvent event = new DecisionEvent();
    event.peer = peer;
    event.client = client;
    event.reason = reason;
    event.header = header;
    event.lines = lines;
    event.position = position;
    event.hops = hops;
    event.commit();
  }

  void difference(String peer, String client, String reason, String component, String answered, String kind) {
    DifferenceEvent event = new DifferenceEvent();
    event.peer = peer;
    event.client = client;
    event.reason = reason;
    event.component = component;
    event.answered = answered;
    event.kind = kind;
    event.commit();
  }

  /** No recording has them from now on. */
  void close() {
    FlightRecorder.unregister(DecisionEvent.class);
    FlightRecorder.unregister(DifferenceEvent.class);
  }
}
