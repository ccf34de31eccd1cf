package io.github.realip.cli;

import com.google.gson.JsonObject;
import io.github.realip.connection.Senders;
import io.github.realip.proxyprotocol.ProxyHeader;
import io.github.realip.proxyprotocol.ProxyHeader.Kind;

/** The first bytes of a connection, and what becomes of it. */
final class FirstBytes {

  private final ProxyHeader header;
  private final Senders senders;
  private final int count;

  /** Bytes from the first one on, and whose of them are looked at. */
  FirstBytes(byte[] bytes, Senders senders) {
    this.senders = senders;
    count = bytes.length;
    header = ProxyHeader.read(bytes, count);
  }

  /**
   * Bytes as hexadecimal digits, blanks and colons between them as people copy them.
   *
   * @throws IllegalArgumentException if they are none
   */
  static byte[] ofHex(String text) {
    String digits = text.replaceAll("[\\s:]", "");
    byte[] bytes = new byte[digits.length() / 2];
    if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
      throw new IllegalArgumentException("not pairs of hexadecimal digits");
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  /** Whether they are a header that keeps to the protocol. */
  boolean isHeader() {
    return header.kind() == Kind.SOURCE || header.kind() == Kind.NO_SOURCE;
  }

  /** Who is the container's peer if they come from this one; {@code null} if there will be no connection. */
  String peer(String sender) {
    if (!senders.isListed(sender)) {
      return header.kind() == Kind.ABSENT ? sender : null;
    }
    switch (header.kind()) {
      case SOURCE:
        return senders.source(header);
      case NO_SOURCE:
        return sender;
      case ABSENT:
        return senders.acceptMissing() ? sender : null;
      default:
        return null;
    }
  }

  /** What becomes of them if they come from this one, for human eyes. */
  String consequence(String sender) {
    if (!senders.isListed(sender)) {
      return "not in proxy-protocol: they are not looked at"
          + (header.kind() == Kind.ABSENT ? "" : ", and the container refuses them");
    }
    switch (header.kind()) {
      case SOURCE:
        return "in proxy-protocol: the source is the peer";
      case NO_SOURCE:
        return "in proxy-protocol: it speaks for itself and is the peer";
      case ABSENT:
        return senders.acceptMissing() ? "in proxy-protocol: it is the peer, as no header is needed"
            : "in proxy-protocol: a header is missing, so the connection is closed";
      case INCOMPLETE:
        return "in proxy-protocol: the rest of the header is waited for";
      default:
        return "in proxy-protocol: the connection is closed";
    }
  }

  /** What they are. */
  @Override
  public String toString() {
    switch (header.kind()) {
      case SOURCE:
        return head() + ": source " + senders.source(header) + " port " + header.port() + rest();
      case NO_SOURCE:
        return head() + ": names nobody" + rest();
      case MALFORMED:
        return "malformed, version " + header.version() + ": " + header.mistake();
      case INCOMPLETE:
        return "the beginning of a header";
      default:
        return "no header";
    }
  }

  private String head() {
    return "version " + header.version() + ", " + header.protocol() + ", " + header.length() + " bytes";
  }

  private String rest() {
    int rest = count - header.length();
    return rest == 0 ? "" : "; " + rest + " bytes follow";
  }

  /** The same for machines. */
  JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("kind", Json.hyphenated(header.kind()));
    object.addProperty("version", header.version());
    object.addProperty("protocol", header.protocol());
    object.addProperty("length", header.length());
    if (header.kind() == Kind.SOURCE) {
      object.addProperty("source", senders.source(header));
      object.addProperty("port", header.port());
    }
    if (header.kind() == Kind.MALFORMED) {
      object.addProperty("mistake", header.mistake());
    }
    return object;
  }
}
