package io.github.realip.observe;

import java.util.List;
import java.util.Map;

/** What an operator can see of the agent over JMX, as {@value #NAME}. */
public interface RealIpMXBean {

  /** The object name. */
  String NAME = "io.github.realip:type=RealIp";

  /** Returns how often each reason decided; the reasons are those of {@link io.github.realip.resolve.Reason}. */
  Map<String, Long> getDecisionsByReason();

  /** Returns how many decisions there were. */
  long getDecisions();

  /** Returns how many had another client than the peer. */
  long getClients();

  /** Returns how many had a peer that is not trusted. */
  long getUntrustedPeers();

  /** Returns how many had a trusted peer without the header. */
  long getWithoutHeader();

  /** Returns how many had a trusted peer whose header names nobody where it should. */
  long getUnusableHeaders();

  /** Returns how many answers would change with {@code realip.mode=on}, while it is {@code observe}. */
  long getWouldChange();

  /** Returns how many of these are a client now and would be a proxy. */
  long getWouldLose();

  /** Returns how many answers of scheme, host, port and headers would change. */
  long getFactsWouldChange();

  /** Returns how many of these are a forwarding component's now and would be the container's own. */
  long getFactsWouldLose();

  /** Returns the findings that were said, one line each. */
  List<String> getFindings();

  /** Returns the settings in force, by name. */
  Map<String, String> getConfiguration();

  /** Returns in one line what the agent does with them. */
  String getSummary();

  /** Returns what the agent is set to: {@code on}, {@code observe} or {@code off}. */
  String getMode();

  /** Returns whether requests are decided: somebody is trusted, and the mode is not {@code off}. */
  boolean isDeciding();

  /** Returns which agent this is: its version and its jar. */
  String getVersion();

  /** Returns what became of the last change of a file, in one line; empty if there was none. */
  String getLastReload();

  /** Returns when that was, in seconds since 1970; 0 if there was none. */
  long getLastReloadTime();

  /** Returns whether the last change of a file is in force; also {@code true} if there was none. */
  boolean isLastReloadTaken();

  /** Returns how many lines {@link #getFindings} has. */
  int getFindingsCount();

  /**
   * Returns what would become of answers while {@code realip.mode=observe}: how many, by
   * {@code COMPONENT/REASON/KIND}; the kinds are those of {@link io.github.realip.request.Comparison.Kind}.
   */
  Map<String, Long> getDifferences();

  /**
   * Returns what would become of scheme, host, port and headers while {@code realip.mode=observe}: how many, by
   * {@code COMPONENT/FACT/KIND}; the kinds are those of {@link io.github.realip.request.ComparedFact.Kind}.
   */
  Map<String, Long> getFactDifferences();

  /** Returns a few requests of each kind, escaped and shortened. */
  List<String> getExamples();

  /** Returns all of this and which classes are woven, as one line of JSON. */
  String getStatus();

  /** Tells whether decisions are recorded. */
  boolean isRecording();

  /**
   * Records every decision, which costs every request some microseconds; {@code false} also forgets them.
   *
   * @param recording whether to record
   */
  void setRecording(boolean recording);

  /** Returns the last 16 decisions since recording was switched on, the latest last, escaped and shortened. */
  List<String> getRecentDecisions();
}
