package io.github.realip.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.CapturedLog;
import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import io.github.realip.resolve.TrustedProxies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the container reads of a connection, and whom it has as its peer, byte by byte and over real sockets. */
class ConnectionFunctionsTest {

  private static final byte[] VERSION_1 =
      "PROXY TCP4 203.0.113.7 192.0.2.1 40000 80\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final InetSocketAddress SENDER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

  @RegisterExtension
  final CapturedLog log = new CapturedLog();

  private final List<Object> faults = new ArrayList<>();
  private final BiFunction<Object, Object, Object> tell = (failure, place) -> faults.add(failure);
  private final Set<String> readers = new HashSet<>();
  private Senders senders = senders("127.0.0.0/8", false);
  private int connections;

  private final SendersInForce live = new SendersInForce() {
    @Override
    public Senders senders() {
      return senders;
    }

    @Override
    public void requested() {
      connections++;
    }
  };

  private static Senders senders(String network, boolean acceptMissing) {
    return new Senders(TrustedProxies.builder().trust(Cidr.parse(network), network).build(), acceptMissing,
        AddressFormat.RFC5952);
  }

  /** Whatever the pieces, the buffer and where in it: the container gets what follows the header, all of it. */
  @Test
  void theContainerReadsWhatFollowsTheHeaderWhateverThePieces() throws IOException {
    Random random = new Random(18);
    byte[][] headers = {VERSION_1, "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII),
        new byte[0], "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "P".getBytes(StandardCharsets.US_ASCII)};
    for (int i = 0; i < 20_000; i++) {
      byte[] header = headers[random.nextInt(headers.length)];
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      boolean isHeader = header.length > 5;
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(header);
      all.writeBytes(REQUEST);
      all.writeBytes(body);
      byte[] sent = all.toByteArray();
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      Beginning beginning = new Beginning(senders("127.0.0.0/8", true), SENDER, new SenderLog());
      for (int at = 0; at < sent.length;) {
        int count = 1 + random.nextInt(random.nextBoolean() ? 3 : sent.length - at);
        count = Math.min(count, sent.length - at);
        int from = random.nextInt(10);
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(1000) : ByteBuffer.allocateDirect(1000);
        buffer.position(from);
        buffer.put(sent, at, count);
        at += count;
        int left = beginning.isKnown() ? count : beginning.take(buffer, from, count, tell);
        assertEquals(from + left, buffer.position());
        byte[] read = new byte[left];
        ByteBuffer copy = buffer.duplicate();
        copy.position(from);
        copy.get(read);
        received.writeBytes(read);
      }
      assertTrue(beginning.isKnown());
      assertArrayEquals(isHeader ? Arrays.copyOfRange(sent, header.length, sent.length) : sent,
          received.toByteArray());
      assertEquals(header == VERSION_1 ? "203.0.113.7" : null,
          beginning.source() == null ? null : beginning.source().getHostString());
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void whatIsMalformedOrMissingLeavesNothingInTheBufferAndIsSaidOnceAMinute() {
    for (byte[] wrong : new byte[][] {REQUEST, "PROXY TCP4\r\n".getBytes(StandardCharsets.US_ASCII)}) {
      SenderLog said = new SenderLog();
      for (int i = 0; i < 3; i++) {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        buffer.put(wrong);
        Beginning beginning = new Beginning(senders, SENDER, said);
        assertThrows(IOException.class, () -> beginning.take(buffer, 0, wrong.length, tell));
        assertEquals(0, buffer.position());
        assertFalse(beginning.isKnown());
      }
      String line = log.take();
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.startsWith("realip-agent: warning: 127.0.0.1 "), line);
    }
    assertEquals(List.of(), faults);
  }

  /** Rather no connection than one whose peer is wrong. */
  @Test
  void aFailureOfOursEndsTheConnection() {
    Beginning beginning = new Beginning(null, SENDER, new SenderLog());
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    buffer.put(VERSION_1);
    assertThrows(IOException.class, () -> beginning.take(buffer, 0, VERSION_1.length, tell));
    assertEquals(0, buffer.position());
    assertEquals(1, faults.size());
  }

  @Test
  void onlyListedPeersOfServersThatLeaveItToUsAreRead() throws IOException {
    Map<String, BiFunction<Object, Object, Object>> functions = new HashMap<>();
    ConnectionFunctions.addTo(functions, live, readers, tell);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertEquals("203.0.113.7 GET / HTTP/1.1\r\n\r\n", read(server, functions));
      senders = senders("10.0.0.0/8", false);
      assertEquals("null PROXY", read(server, functions).substring(0, 10));
      senders = null;
      assertEquals("null PROXY", read(server, functions).substring(0, 10));
      senders = senders("127.0.0.0/8", false);
      readers.add("Some Server");
      assertEquals("null PROXY", read(server, functions).substring(0, 10));
    }
    assertEquals(List.of(), faults);
    assertEquals(4, connections, "a changed file must be read although no request comes through");
  }

  private static String read(ServerSocketChannel server, Map<String, BiFunction<Object, Object, Object>> functions)
      throws IOException {
    try (SocketChannel client = SocketChannel.open(server.getLocalAddress()); SocketChannel peer = server.accept()) {
      assertSame(peer, functions.get("accepted").apply(peer, "Some Server"));
      client.write(ByteBuffer.wrap(VERSION_1));
      client.write(ByteBuffer.wrap(REQUEST));
      client.shutdownOutput();
      ByteBuffer buffer = ByteBuffer.allocate(1000);
      for (int count = 0; count >= 0;) {
        count = ((ReadableByteChannel) functions.get("reading").apply(peer, null)).read(buffer);
      }
      Object source = functions.get("source").apply(null, peer);
      assertSame(source, functions.get("source").apply(null, peer));
      return (source == null ? null : ((InetSocketAddress) source).getHostString()) + " "
          + new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void nothingIsKeptOfAChannelThatIsGone() throws InterruptedException {
    ChannelMap<String> map = new ChannelMap<>();
    Object kept = new Object();
    Object gone = new Object();
    map.put(kept, "kept");
    map.put(gone, "gone");
    assertEquals("kept", map.get(kept));
    assertNull(map.get(new Object()));
    WeakReference<Object> reference = new WeakReference<>(gone);
    gone = null;
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(reference.get());
    map.put(kept, "again");
    assertEquals("again", map.get(kept));
  }
}
