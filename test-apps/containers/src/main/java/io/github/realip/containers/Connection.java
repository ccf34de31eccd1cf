package io.github.realip.containers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A client's connection, kept alive between requests. The test chooses the address it comes from and every byte of the
 * header lines, which no ordinary HTTP client would allow.
 */
public final class Connection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final String client;
  private final InetSocketAddress server;
  private final String preface;
  private Socket socket;
  private InputStream in;

  private Connection(String client, InetSocketAddress server, String preface) throws IOException {
    this.client = client;
    this.server = server;
    this.preface = preface;
    connect();
  }

  /** Connects from the given local address, which becomes the peer address at the other end. */
  public static Connection from(String client, InetSocketAddress server) throws IOException {
    return new Connection(client, server, "");
  }

  /**
   * Connects to a proxy that speaks the PROXY protocol and says, as a load balancer would, whom it connects for. So
   * any address can be a client's, although all sockets are on one machine.
   */
  public static Connection behalf(String client, InetSocketAddress proxy) throws IOException {
    String line = client.contains(":") ? "TCP6 " + client + " ::1" : "TCP4 " + client + " 127.0.0.1";
    return new Connection("127.0.0.1", proxy, "PROXY " + line + " 40000 " + proxy.getPort() + "\r\n");
  }

  /**
   * Sends a GET with the given header lines, each without its line end, and reads the answer; on a new connection if
   * the server has said with the answer before that it closes this one.
   */
  public Response get(String path, String... headerLines) throws IOException {
    if (isClosed()) {
      connect();
    }
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: example.org\r\n");
    for (String line : headerLines) {
      request.append(line).append("\r\n");
    }
    send(request.append("\r\n").toString());
    return read();
  }

  /** Sends these very characters, in one packet if they are few. */
  public void send(String characters) throws IOException {
    socket.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads the next answer. */
  public Response read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line.toLowerCase(Locale.ROOT));
    }
    String body = status == 101 ? "" : new String(body(headers), StandardCharsets.UTF_8);
    if (headers.contains("connection: close")) {
      socket.close();
    }
    return new Response(status, headers, body);
  }

  /** Says that nothing more will be sent. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** For how long reading waits from now on. */
  public void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Whether the server has said with its last answer that it closes this connection. */
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void connect() throws IOException {
    socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
      socket.connect(server, TIMEOUT_MILLIS);
      socket.getOutputStream().write(preface.getBytes(StandardCharsets.US_ASCII));
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private byte[] body(List<String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (headers.contains("transfer-encoding: chunked")) {
      for (int size = chunk(); size > 0; size = chunk()) {
        body.write(in.readNBytes(size));
        line();
      }
      line();
      return body.toByteArray();
    }
    for (String header : headers) {
      if (header.startsWith("content-length:")) {
        return in.readNBytes(Integer.parseInt(header.substring(15).strip()));
      }
    }
    return in.readAllBytes();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().replaceAll(";.*", "").strip(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection after \"" + line + "\"");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /**
   * An answer.
   *
   * @param status such as 200
   * @param headers the header lines in lower case
   * @param body the text
   */
  public record Response(int status, List<String> headers, String body) {

    /** The answer of the application. */
    public JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    /** The address that the application saw. */
    public String address() {
      return json().get("remoteAddr").getAsString();
    }
  }
}
