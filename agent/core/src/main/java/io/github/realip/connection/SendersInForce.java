package io.github.realip.connection;

/** The senders of each moment. */
public interface SendersInForce {

  /** The senders of this moment, or {@code null} if no header of the PROXY protocol is read. */
  Senders senders();

  /** Told of every connection: what follows changes of the settings need not run before the first. */
  void requested();
}
