package io.github.realip.connection;

/** The senders of each moment. */
public interface SendersInForce {

  /** The senders of this moment, or {@code null} if no header of the PROXY protocol is read. */
  Senders senders();
}
