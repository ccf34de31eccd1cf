package io.github.realip.woven;

import java.util.Set;
import java.util.function.BiFunction;

/**
 * Stands for {@code java.lang.$RealIp}, the bridge from woven code to the agent, which no compiler can name. Woven code
 * reads these fields; {@code io.github.realip.request.Functions} has what is in them.
 */
public final class RealIp {

  /** {@code (peer, null)}: the first header to read, or the finished head of a request. The peer may be unknown. */
  public static BiFunction<Object, Object, Object> head;
  /** {@code (head, peer)}: the client's address, of the peer's type. Without a head it was not read to its end. */
  public static BiFunction<Object, Object, Object> client;
  /** {@code (address, null)}: a client's address without its text for a name, as the container's own has none. */
  public static BiFunction<Object, Object, Object> unnamed;
  /**
   * {@code (stream, head)}: the same {@code InputStream} that is a {@code Supplier} of the head, for a container that
   * keeps nothing else with a request.
   */
  public static BiFunction<Object, Object, Object> carrier;
  /** {@code (host, address)}: the remote host's text. */
  public static BiFunction<Object, Object, Object> host;
  /** {@code (address, head)}: whom a forwarding component sees as its peer. */
  public static BiFunction<Object, Object, Object> peer;
  /** {@code (written, own)}: what a forwarding component may write. */
  public static BiFunction<Object, Object, Object> own;
  /**
   * {@code (written, by)}: told what a forwarding component has written, and gives it back; {@code by} is an array of
   * its name and the head.
   */
  public static BiFunction<Object, Object, Object> seen;
  /**
   * {@code (head, own scheme)}, asked after the address: scheme, host and port of the request as the client made it, or
   * {@code null} if all are the container's own. Whoever wraps a request asks with the head in an array, and uses
   * nothing of the answer. It is a {@code Supplier} of the scheme, {@code null} for the own; a
   * {@code UnaryOperator} of the own name of the host; an {@code IntUnaryOperator} of the own port, and only that needs
   * the own scheme.
   */
  public static BiFunction<Object, Object, Object> origin;
  /** {@code (name, null)}: whether a header names a client and is read as verified, a {@code Boolean}. */
  public static BiFunction<Object, Object, Object> watched;
  /** {@code (head, name)}, asked after the address: the line of such a header that was sent; null if it is absent. */
  public static BiFunction<Object, Object, Object> verified;
  /** {@code (head, names)}, asked after the address: the names of headers without those that are absent. */
  public static BiFunction<Object, Object, Object> verifiedNames;
  /** The names of such headers, with {@code -} for {@code _}: what is absent if {@code watched} fails. */
  public static Set<String> clientHeaders;
  /** {@code (URI, head)} or {@code (port, head)}: where the container's own redirect to TLS leads to; -1 is no port. */
  public static BiFunction<Object, Object, Object> redirect;
  /** {@code (answered, connection)}: the name of the host or the URI that has arrived, instead of what was answered. */
  public static BiFunction<Object, Object, Object> arrived;
  /** {@code (null, null)}: whether forwarding components do nothing: not null if so. */
  public static BiFunction<Object, Object, Object> aside;
  /** {@code (an object of the container, null)}: a function that a {@code Lookup} has to be given to, or null. */
  public static BiFunction<Object, Object, Object> definer;
  /** {@code (connection, request)}: the connection whose remote address is the client, or the same. */
  public static BiFunction<Object, Object, Object> connection;
  /**
   * {@code (null, null)}: this thread's question about a request of an unknown container, an {@code Object[]}. While
   * the first is not {@code null}, every answer is the container's own; a second that is not {@code null} is replaced
   * by the head when the address is asked for.
   */
  public static BiFunction<Object, Object, Object> asking;
  /** {@code (null, head)}: the head's lines; {@code (lines, head)}: the head, or {@code null} if they are not its. */
  public static BiFunction<Object, Object, Object> same;
  /** {@code (channel, server)}: the channel that a server is to use for a connection that it has accepted. */
  public static BiFunction<Object, Object, Object> accepted;
  /** {@code (channel, null)}: the {@code ReadableByteChannel} from which to read in its place, or the same. */
  public static BiFunction<Object, Object, Object> reading;
  /**
   * {@code (own, channel)}: who is at the other end of a connection, an {@code InetSocketAddress} whose host is the
   * address as text, or {@code own}.
   */
  public static BiFunction<Object, Object, Object> source;
  /** {@code (failure, place)}: told of what a template has caught; the weaver writes the call into each handler. */
  public static BiFunction<Object, Object, Object> fault;
  /** The name under which a head is kept where names are needed; of this JVM alone, so that nobody can guess it. */
  public static String key;

  private RealIp() {
  }

  /** Stands for the target's own code and its result, {@code null} if it has none. */
  public static <T> T original() {
    throw new AssertionError();
  }

  /** Stands for the target's own code, whose result is a {@code boolean}. */
  public static boolean originalBoolean() {
    throw new AssertionError();
  }

  /** Stands for the target's own code, whose result is an {@code int}. */
  public static int originalInt() {
    throw new AssertionError();
  }

  /** Stands for the target's own code, whose result is a {@code long}. */
  public static long originalLong() {
    throw new AssertionError();
  }
}
