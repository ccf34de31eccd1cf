package io.github.realip.containers;

/**
 * A POST whose body comes in chunks, with a trailer behind them, as text for a connection.
 *
 * @param path where it goes
 * @param body the form that it brings; nothing makes the last chunk the only one
 * @param trailer the line behind the last chunk
 */
record ChunkedPost(String path, String body, String trailer) {

  /** All in front of the body, with these header lines among it. */
  String head(String... headerLines) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: example.org\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n")
        .toString();
  }

  /** The body and the trailer. */
  String rest() {
    String chunk = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    return chunk + "0\r\n" + trailer + "\r\n\r\n";
  }
}
