package io.github.realip.containers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A connection of a TCP load balancer, whose test chooses every byte that comes before and behind the header. */
final class Sender implements AutoCloseable {
  /** What a test sees of a connection that ended without an answer. */
  static final String CLOSED = "closed";

  private final Socket socket = new Socket();

  Sender(String from, InetSocketAddress server) throws IOException {
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(server);
  }

  /** A header of version 1. */
  static byte[] line(String rest) {
    return ("PROXY " + rest + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A header of version 2: what is behind its signature, as hexadecimal digits. */
  static byte[] binary(String digits) {
    return HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + digits.replace(" ", ""));
  }

  /** A request that is the last of its connection. */
  static byte[] request(String... lines) {
    return ("GET /whoami HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", lines)
        + (lines.length == 0 ? "" : "\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  Socket socket() {
    return socket;
  }

  /** Sends these bytes as one packet, if they are few. */
  Sender send(byte[]... parts) throws IOException {
    socket.getOutputStream().write(join(parts));
    return this;
  }

  /** Sends each byte as a packet. */
  Sender sendSlowly(byte[] bytes) throws IOException, InterruptedException {
    for (byte each : bytes) {
      socket.getOutputStream().write(each);
      Thread.sleep(2);
    }
    return this;
  }

  /** Whom the application sees of a client that sends this through a balancer that believes a PROXY line itself. */
  static String seenThrough(ReverseProxy balancer, String client, byte[]... parts) throws IOException {
    try (Sender sender = new Sender("127.0.0.1", balancer.address())) {
      String family = client.contains(":") ? "TCP6 " + client + " ::1" : "TCP4 " + client + " 127.0.0.1";
      return sender.send(line(family + " 40000 80"), join(parts)).seen();
    }
  }

  /** Whom the application saw, {@code ADDRESS PORT}; or the status; or {@code no HTTP}, or {@link #CLOSED}. */
  String seen() throws IOException {
    return seen(socket.getInputStream());
  }

  /** The same of what comes through another stream, such as that of TLS. */
  static String seen(InputStream in) throws IOException {
    String response;
    try {
      response = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return CLOSED;
    }
    if (response.isEmpty()) {
      return CLOSED;
    }
    if (!response.startsWith("HTTP/1.1 ")) {
      return "no HTTP"; // such as an alert of TLS
    }
    int json = response.indexOf('{');
    if (!response.startsWith("HTTP/1.1 200") || json < 0) {
      return "status " + response.substring(9, 12);
    }
    return seen(JsonParser.parseString(response.substring(json, response.lastIndexOf('}') + 1)).getAsJsonObject());
  }

  static String seen(JsonObject whoami) {
    return whoami.get("remoteAddr").getAsString() + " " + whoami.get("remotePort").getAsInt();
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
