package io.github.realip.woven.micronaut.stub.io.micronaut.http.server.netty.handler.accesslog.element;

import io.github.realip.woven.netty.stub.io.netty.channel.socket.SocketChannel;

/** What templates name of it. */
public final class ConnectionMetadataImpl {

  private ConnectionMetadataImpl() {
  }

  /** What templates name of it. */
  public abstract static class SocketChannelMetadata implements ConnectionMetadata {
    public abstract SocketChannel ch();
  }
}
