package io.github.realip.config;

/** The configuration of each moment. */
public interface ConfigurationInForce {

  /** The configuration that was read last without an error. */
  Configuration configuration();
}
