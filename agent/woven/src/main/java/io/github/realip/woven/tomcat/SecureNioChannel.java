package io.github.realip.woven.tomcat;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net.NioChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The first bytes of a connection with TLS are read where the name of the host is looked for: as without TLS. */
abstract class SecureNioChannel extends NioChannel {

  @InsteadOfCall(in = "processSNI")
  int read(SocketChannel socket, ByteBuffer buffer) throws IOException {
    return super.read(buffer);
  }
}
