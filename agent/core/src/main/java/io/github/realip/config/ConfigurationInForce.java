package io.github.realip.config;

import io.github.realip.address.Cidr;
import java.util.List;

/** The configuration of each moment. */
public interface ConfigurationInForce {

  /** The configuration that was read last without an error. */
  Configuration configuration();

  /** What became of the last change of files, or {@code null} if there was none. */
  Reload lastReload();

  /** The addresses behind the name of an entry {@code dns:NAME}, as it was looked up last; empty without an answer. */
  List<Cidr> addresses(String name);
}
