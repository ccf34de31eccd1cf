package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.io;

import java.net.SocketAddress;

/** Stands for the container's interface. */
public interface EndPoint {

  /** Who is at the other end; {@code null} if that is not known any more. */
  SocketAddress getRemoteSocketAddress();
}
