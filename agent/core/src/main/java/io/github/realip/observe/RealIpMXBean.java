package io.github.realip.observe;

import java.util.List;
import java.util.Map;

/** What an operator can see of the agent over JMX, as {@value #NAME}. */
public interface RealIpMXBean {

  /** The object name. */
  String NAME = "io.github.realip:type=RealIp";

  /** Returns how often each reason decided; the reasons are those of {@link io.github.realip.resolve.Reason}. */
  Map<String, Long> getDecisionsByReason();

  /** Returns the findings that were said, one line each. */
  List<String> getFindings();

  /** Returns the settings in force, by name. */
  Map<String, String> getConfiguration();

  /** Returns in one line what the agent does with them. */
  String getSummary();

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
