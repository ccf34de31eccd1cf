package io.github.realip.containers;

import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/**
 * A connection that speaks HTTP/2 from its first byte on, without TLS. The test chooses the address it comes from,
 * every frame, and which frames are in one packet: they wait until they are sent.
 */
final class Http2Connection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 32;
  private static final int CANCEL = 8;
  private static final int INITIAL_WINDOW = 4;
  private static final int INDEXED = 128;
  private static final int AUTHORITY = 1;
  private static final int METHOD_GET = 2;
  private static final int METHOD_POST = 3;
  private static final int PATH = 4;
  private static final int SCHEME_HTTP = 6;
  private static final int SCHEME_HTTPS = 7;
  private static final int LARGE = 1 << 24;

  private final Socket socket;
  private final DataInputStream in;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final HpackDecoder decoder = new HpackDecoder();
  private final Map<Integer, Stream> streams = new HashMap<>();

  private Http2Connection(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(socket.getInputStream());
  }

  /** Connects from the given local address, which becomes the peer address at the other end. */
  static Http2Connection from(String client, InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
    socket.connect(server, TIMEOUT_MILLIS);
    return over(socket);
  }

  /** Begins to speak it on a connection that is there. */
  static Http2Connection over(Socket socket) throws IOException {
    Http2Connection connection = new Http2Connection(socket);
    try {
      connection.greet();
      return connection;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  /** The head of a POST with these header lines. */
  Http2Connection post(int stream, String path, String... headerLines) {
    return head(stream, 0, METHOD_POST, path, headerLines);
  }

  /** A GET with these header lines. */
  Http2Connection get(int stream, String path, String... headerLines) {
    return head(stream, END_STREAM, METHOD_GET, path, headerLines);
  }

  /** The end of a body without a trailer. */
  Http2Connection end(int stream) {
    return frame(DATA, END_STREAM, stream, new byte[0]);
  }

  /** A part of a body, which is not its last. */
  Http2Connection body(int stream, String text) {
    return frame(DATA, 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What ends a body. */
  Http2Connection trailer(int stream, String line) {
    return frame(HEADERS, END_HEADERS | END_STREAM, stream, encoded(List.of(line)));
  }

  /** The client wants no answer any more. */
  Http2Connection reset(int stream) {
    return frame(RESET, 0, stream, number(CANCEL));
  }

  /** Sends all frames since the last time as one packet. */
  void send() throws IOException {
    socket.getOutputStream().write(waiting.toByteArray());
    waiting.reset();
  }

  /** The answer on this stream, with the status 0 if the server has reset it. */
  Connection.Response read(int number) throws IOException {
    Stream stream = stream(number);
    while (!stream.ended) {
      Frame frame = frame();
      handle(frame);
    }
    return new Connection.Response(stream.status, stream.headers, stream.body.toString(StandardCharsets.UTF_8));
  }

  /** For how long reading waits from now on. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void greet() throws IOException {
    waiting.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer window = ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW).putInt(LARGE);
    frame(SETTINGS, 0, 0, window.array());
    frame(WINDOW_UPDATE, 0, 0, number(LARGE));
    send();
    Frame first = frame();
    if (first.type != SETTINGS || first.stream != 0) {
      throw new IOException("This is no HTTP/2");
    }
    handle(first);
  }

  private Http2Connection head(int stream, int flags, int method, String path, String... headerLines) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(INDEXED | method);
    block.write(INDEXED | (socket instanceof SSLSocket ? SCHEME_HTTPS : SCHEME_HTTP));
    block.write(AUTHORITY);
    string(block, "example.org");
    block.write(PATH);
    string(block, path);
    block.writeBytes(encoded(List.of(headerLines)));
    return frame(HEADERS, END_HEADERS | flags, stream, block.toByteArray());
  }

  private Http2Connection frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer head = ByteBuffer.allocate(9)
        .put((byte) (payload.length >> 16)).putShort((short) payload.length)
        .put((byte) type).put((byte) flags).putInt(stream);
    waiting.writeBytes(head.array());
    waiting.writeBytes(payload);
    return this;
  }

  /** The simplest way that HPACK has: each line in full, and nothing to remember. It is not allowed for all above. */
  private static byte[] encoded(List<String> lines) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (String line : lines) {
      int colon = line.indexOf(':');
      block.write(0);
      string(block, line.substring(0, colon).toLowerCase(Locale.ROOT));
      string(block, line.substring(colon + 1).strip());
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream block, String text) {
    if (text.length() > 126) {
      throw new IllegalArgumentException("Too long for this encoder: " + text);
    }
    block.write(text.length());
    block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private Frame frame() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  /** The server ends the connection and says why. */
  static final class GoneAway extends IOException {
    private static final long serialVersionUID = 1;

    GoneAway(String reason) {
      super("The server goes away: " + reason);
    }
  }

  private void handle(Frame frame) throws IOException {
    switch (frame.type) {
      case DATA -> data(frame);
      case HEADERS, CONTINUATION -> headers(frame);
      case RESET -> stream(frame.stream).ended = true;
      case SETTINGS, PING -> acknowledge(frame);
      case GO_AWAY -> throw new GoneAway(frame.text());
      default -> {
        // windows and priorities do not matter here
      }
    }
  }

  private void acknowledge(Frame frame) throws IOException {
    if ((frame.flags & ACKNOWLEDGED) == 0) {
      frame(frame.type, ACKNOWLEDGED, 0, frame.type == PING ? frame.payload : new byte[0]);
      send();
    }
  }

  private void data(Frame frame) {
    Stream stream = stream(frame.stream);
    ByteBuffer content = frame.content();
    stream.body.write(content.array(), content.position(), content.remaining());
    stream.ended |= frame.has(END_STREAM);
  }

  private void headers(Frame frame) throws IOException {
    Stream stream = stream(frame.stream);
    stream.last |= frame.type == HEADERS && frame.has(END_STREAM);
    ByteBuffer content = frame.type == HEADERS ? frame.content() : ByteBuffer.wrap(frame.payload);
    stream.block.write(content.array(), content.position(), content.remaining());
    if (!frame.has(END_HEADERS)) {
      return;
    }
    decoder.setHeaderEmitter((name, value, never) -> stream.header(name.toString(), value));
    try {
      decoder.decode(ByteBuffer.wrap(stream.block.toByteArray()), false);
    } catch (HpackException e) {
      throw new IOException(e);
    }
    stream.block.reset();
    stream.ended |= stream.last;
  }

  private Stream stream(int number) {
    return streams.computeIfAbsent(number, unseen -> new Stream());
  }

  /** What has come of one answer. */
  private static final class Stream {
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> headers = new ArrayList<>();
    private int status;
    private boolean last;
    private boolean ended;

    void header(String name, String value) {
      if (name.equals(":status")) {
        status = Integer.parseInt(value);
      } else {
        headers.add(name.toLowerCase(Locale.ROOT) + ": " + value);
      }
    }
  }

  /** A frame from the server. */
  private record Frame(int type, int flags, int stream, byte[] payload) {

    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The payload without padding and priority. */
    ByteBuffer content() {
      int start = has(PADDED) ? 1 : 0;
      int end = payload.length - (has(PADDED) ? payload[0] & 0xff : 0);
      int priority = type == HEADERS && has(PRIORITY) ? 5 : 0;
      return ByteBuffer.wrap(payload, start + priority, end - start - priority);
    }

    String text() {
      return new String(payload, StandardCharsets.ISO_8859_1);
    }
  }
}
