package io.github.realip.config;

import io.github.realip.address.Cidr;
import java.util.List;
import java.util.Map;

/** The configuration of each moment. */
public interface ConfigurationInForce {

  /** The configuration that was read last without an error. */
  Configuration configuration();

  /** The addresses that the names of its trusted list have at the moment, by name. */
  Map<String, List<Cidr>> dnsAnswers();
}
