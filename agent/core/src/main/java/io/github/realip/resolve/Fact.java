package io.github.realip.resolve;

/** What is known of the request as the client made it, besides the client's address. */
public enum Fact {
  /** The scheme: http or https. */
  PROTO,
  /** The name of the host, and its port if that stands behind the name. */
  HOST,
  /** The port, as a header of its own has it. */
  PORT
}
