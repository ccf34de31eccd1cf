package io.github.realip.containers;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** What arrives in place of a request's head, with a client's address in it where that is possible. */
enum NoHead {
  /** A client that speaks TLS to a port without it. */
  TLS_HELLO("\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003" + "\u0099".repeat(60), false),
  /** A request line without a version, as in HTTP/0.9, and lines behind it. */
  NO_VERSION("GET /whoami?nohead=NO_VERSION.", true),
  /** A method that is no token. */
  NO_METHOD("G\u0001T /whoami?nohead=NO_METHOD. HTTP/1.1", true),
  /** A request line that is longer than any container accepts. */
  TOO_LONG_TARGET("GET /whoami?nohead=TOO_LONG_TARGET." + "a".repeat(2_200_000) + " HTTP/1.1", true),
  /** A target with characters that must not be in it. */
  ILLEGAL_TARGET("GET /whoami?nohead=ILLEGAL_TARGET.\u0001\u00ff{ HTTP/1.1", true),
  /** HTTP/2 whose first HEADERS frame cannot be decompressed: it names an entry that no table has. */
  NO_HPACK("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\u0004\0\0\0\0\0"
      + "\0\0\u0002\u0001\u0005\0\0\0\u0001\u00ff\u0070", false);

  /** The address that they claim. */
  static final String FORGED = "198.51.100.82";
  private static final int PATIENCE_MILLIS = 500;

  private final String bytes;

  NoHead(String first, boolean hasLines) {
    bytes = first + (hasLines ? "\r\nHost: example.org\r\nX-Forwarded-For: 198.51.100.82\r\n\r\n" : "");
  }

  /** How the access log names it. */
  String mark() {
    return "nohead=" + this + ".";
  }

  /**
   * Sends it and ends the connection, so that no container waits for more.
   *
   * @return whether the container takes it for a request
   */
  boolean isAccepted(Connection connection) throws IOException {
    try {
      connection.send(bytes);
      connection.endOutput();
      connection.patience(PATIENCE_MILLIS);
      return connection.read().status() == 200;
    } catch (EOFException | SocketException | SocketTimeoutException | IndexOutOfBoundsException
        | NumberFormatException noAnswer) { // or one in another protocol
      return false;
    }
  }
}
