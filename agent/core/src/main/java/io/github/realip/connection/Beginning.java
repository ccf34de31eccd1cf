package io.github.realip.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiFunction;

import io.github.realip.address.AddressFunction;
import io.github.realip.proxyprotocol.ProxyHeader;

/**
 * The beginning of one sender's connection: holds back what may be a header until it is known, and takes it out of what
 * the container reads. Only the first bytes are looked at, once; what follows is the client's.
 */
final class Beginning {

  private static final byte[] NOTHING = {};

  private final Senders rules;
  private final InetSocketAddress sender;
  private final SenderLog log;
  private byte[] held = NOTHING;
  /** Whether the connection is to be closed: a server that reads on gets nothing more. */
  private boolean refused;
  private volatile boolean known;
  private volatile SourceAddress source;

  Beginning(Senders rules, InetSocketAddress sender, SenderLog log) {
    this.rules = rules;
    this.sender = sender;
    this.log = log;
  }

  /** Whether it is known who the peer is. */
  boolean isKnown() {
    return known;
  }

  /** The source that the header names; {@code null} if it names none, or is not known: then the sender is the peer. */
  SourceAddress source() {
    return source;
  }

  /**
   * Takes what has been read.
   *
   * @param buffer what it was read into
   * @param from where in the buffer it begins
   * @param count what the read has returned
   * @param faults told of failures of ours, {@code apply(failure, place)}
   * @return what the container is to be told instead: -1 at the end; 0 if nothing is left for it so far
   * @throws IOException if the connection is to be closed; then nothing is left in the buffer
   */
  int take(ByteBuffer buffer, int from, int count, BiFunction<Object, Object, Object> faults) throws IOException {
    try {
      if (refused) {
        throw new IOException("the connection is to be closed");
      }
      refused = true;
      int left = take(buffer, from, count);
      refused = false;
      return left;
    } catch (IOException closing) {
      position(buffer, from);
      throw closing;
    } catch (RuntimeException | Error failure) { // rather no connection than one whose peer would be wrong
      position(buffer, from);
      faults.apply(failure, Beginning.class.getName());
      throw new IOException("the connection's peer is not known: " + failure);
    }
  }

  private int take(ByteBuffer buffer, int from, int count) throws IOException {
    if (count <= 0) {
      if (count < 0 && held.length > 0) {
        log.endsWithin(sender);
      }
      return count;
    }
    byte[] bytes = Arrays.copyOf(held, held.length + Math.min(count, ProxyHeader.MOST - held.length));
    ByteBuffer read = buffer.duplicate();
    position(read, from);
    read.get(bytes, held.length, bytes.length - held.length);
    ProxyHeader header = ProxyHeader.read(bytes, bytes.length);
    position(buffer, from);
    switch (header.kind()) {
      case INCOMPLETE:
        held = bytes;
        return 0;
      case MALFORMED:
        log.malformed(sender, header);
        throw new IOException("malformed header of the PROXY protocol");
      case ABSENT:
        return withoutHeader(buffer, from, count);
      default:
        int behind = from + header.length() - held.length;
        move(buffer, behind, from + count);
        known(header.kind() == ProxyHeader.Kind.SOURCE ? source(header) : null);
        return from + count - behind;
    }
  }

  private int withoutHeader(ByteBuffer buffer, int from, int count) throws IOException {
    if (!rules.acceptMissing()) {
      log.missing(sender);
      throw new IOException("no header of the PROXY protocol");
    }
    byte[] before = held;
    if (before.length == 0) { // nearly always
      position(buffer, from + count);
      known(null);
      return count;
    }
    ByteBuffer moved = buffer.duplicate();
    position(moved, from + before.length); // a container's buffer has room: it can take a whole request
    move(moved, from, from + count);
    buffer.put(before);
    position(buffer, from + before.length + count);
    known(null);
    return before.length + count;
  }

  private void known(SourceAddress found) {
    source = found;
    held = NOTHING;
    known = true;
  }

  /** Moves what the buffer has in {@code [from,to)} to where it stands. */
  private static void move(ByteBuffer buffer, int from, int to) {
    ByteBuffer moved = buffer.duplicate();
    ((Buffer) moved).limit(to);
    position(moved, from);
    buffer.put(moved);
  }

  /** Java 8 has no method of this name that returns a {@code ByteBuffer}. */
  private static void position(ByteBuffer buffer, int position) {
    ((Buffer) buffer).position(position);
  }

  private SourceAddress source(ProxyHeader header) throws UnknownHostException {
    byte[] address = header.source(new AddressFunction<byte[]>() {
      @Override
      public byte[] apply(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      }
    });
    // the JDK makes an IPv4 address of a mapped one
    return new SourceAddress(InetAddress.getByAddress(rules.source(header), address), header.port());
  }
}
