package io.github.realip.woven.jetty12.beside;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.ConnectionMetaData;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server.Request;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util.HostPort;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A request's connection, whose remote address is the client: where Jetty's own customizers put what they find, one
 * level below them. No template, but a class that is defined beside Jetty's own; woven code knows it by JDK types. It
 * decides at the first question; the head of such a request never changes, and is empty if it was not read to its end.
 */
@SuppressWarnings("unchecked")
public class ClientConnection extends ConnectionMetaData.Wrapper
    implements UnaryOperator<String>, Supplier<String> {

  final Request request;
  private SocketAddress remote; // a race finds the same twice
  private String text;

  ClientConnection(ConnectionMetaData connection, Request request) {
    super(connection);
    this.request = request;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    SocketAddress known = remote;
    if (known == null) {
      SocketAddress peer = super.getRemoteSocketAddress();
      known = peer;
      try {
        if (peer != null) {
          SocketAddress client = client(peer instanceof InetSocketAddress ? (InetSocketAddress) peer
              : InetSocketAddress.createUnresolved(peer.toString(), 0)); // of a unix-domain socket
          known = client instanceof Supplier ? client : peer;
        }
      } catch (Throwable any) {
        known = peer;
        tell(any);
      }
      remote = known;
    }
    return known;
  }

  private static void tell(Throwable failure) {
    try {
      RealIp.fault.apply(failure, "ClientConnection");
    } catch (Throwable atTheEndOfTheStack) {
      // then the next one
    }
  }

  private SocketAddress client(InetSocketAddress peer) {
    HttpFields lines = sent();
    Object head = RealIp.head.apply(peer, null);
    while (head instanceof BiFunction) {
      head = ((BiFunction<Object, Object, Object>) head).apply(peer, lines.getValues(head.toString()));
    }
    return (SocketAddress) RealIp.client.apply(head, peer);
  }

  /** The headers as they were sent. */
  HttpFields sent() {
    return request.getHeaders();
  }

  /**
   * The answer's text as it was found or is kept.
   *
   * @param written Jetty's own text for the peer, to keep, or {@code null}
   * @return {@code null} if Jetty has to write it
   */
  @Override
  public String apply(String written) {
    String known = written == null ? text : written;
    if (known == null) {
      SocketAddress answer = getRemoteSocketAddress();
      known = answer instanceof Supplier ? ((Supplier<String>) answer).get() : null;
    }
    text = known;
    return known;
  }

  /** The peer's text as Jetty writes it. */
  @Override
  public String get() {
    SocketAddress peer = super.getRemoteSocketAddress();
    if (!(peer instanceof InetSocketAddress)) {
      return peer == null ? null : peer.toString();
    }
    InetSocketAddress socket = (InetSocketAddress) peer;
    return HostPort.normalizeHost(
        socket.isUnresolved() ? socket.getHostString() : socket.getAddress().getHostAddress());
  }
}
