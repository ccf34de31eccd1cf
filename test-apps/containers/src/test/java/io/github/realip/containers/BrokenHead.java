package io.github.realip.containers;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;

/** Heads that a container may refuse before it has read all of them; not every container refuses each. */
enum BrokenHead {
  /** Longer than what a container accepts by default, but not than what these tests tell it to accept. */
  LONG_LINE("X-Pad: " + "a".repeat(9_000)),
  /** The same, for others. */
  LONGER_LINE("X-Pad: " + "a".repeat(40_000)),
  /** Longer than what any container of these tests accepts. */
  TOO_LONG_LINE("X-Pad: " + "a".repeat(2_200_000)),
  /** A character that must not be in a header. */
  ILLEGAL_CHARACTER("X-Pad: a\u0001b"),
  /** A name that is none. */
  BLANK_IN_NAME("X Pad: a"),
  /** A name that is none, as some containers say. */
  BLANK_BEFORE_COLON("X-Pad : a"),
  /** The line is never ended, nor is the head. */
  END_OF_STREAM("X-Pad: a");

  private final String line;

  BrokenHead(String line) {
    this.line = line;
  }

  /** Whether a proxy can pass it on. */
  boolean isWhole() {
    return this != END_OF_STREAM && this != TOO_LONG_LINE;
  }

  /**
   * Sends it: forged line, broken line, and the line that a proxy adds last.
   *
   * @param forged the client that the first line claims
   * @param client the client that the last line has, or nothing if a proxy on the way adds it
   * @return the answer, or nothing if there was none
   */
  Connection.Response send(Connection connection, String path, String forged, String client) throws IOException {
    String last = client == null ? "" : "\r\nX-Forwarded-For: " + client;
    String head = "GET " + path + " HTTP/1.1\r\nHost: example.org\r\nX-Forwarded-For: " + forged + "\r\n" + line;
    try {
      connection.send(this == END_OF_STREAM ? head : head + last + "\r\n\r\n");
      if (this == END_OF_STREAM) {
        connection.endOutput();
      }
    } catch (SocketException refusedBeforeItsEnd) {
      // there may be an answer all the same
    }
    try {
      return connection.read();
    } catch (EOFException | SocketException noAnswer) {
      return null;
    }
  }
}
