package io.github.realip.config;

/** What becomes of the agent's decisions: {@code realip.mode}. */
public enum Mode {
  /** They are the answers. */
  ON,
  /** They are counted beside the container's own answers, which the application gets. */
  OBSERVE,
  /** There are none. */
  OFF
}
