package io.github.realip.woven.tomcat;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net.SocketWrapperBase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;

/** As {@link NioChannel}, for older versions of Tomcat 8.5 and 9, whose wrapper is known by another type. */
abstract class NioChannelOfOldWrapper {

  SocketChannel sc;
  SocketWrapperBase socketWrapper;

  @HandsOn
  public int read(ByteBuffer dst) throws IOException {
    Object reading;
    try {
      reading = RealIp.reading.apply(sc, null);
    } catch (Throwable any) {
      reading = null;
    }
    if (reading != sc && reading instanceof ReadableByteChannel) {
      int count = ((ReadableByteChannel) reading).read(dst);
      InetSocketAddress source = (InetSocketAddress) RealIp.source.apply(null, sc);
      if (source != null) {
        socketWrapper.remoteAddr = source.getHostString();
        socketWrapper.remoteHost = source.getHostString();
        socketWrapper.remotePort = source.getPort();
      }
      return count;
    }
    return RealIp.originalInt();
  }
}
