package io.github.realip.woven.undertow;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;

/** Reads the first bytes of a connection, which may be the header of the PROXY protocol, below TLS. */
abstract class NioSocketConduit {

  @InsteadOfCall(in = "read")
  static int read(SocketChannel channel, ByteBuffer buffer) throws IOException {
    return ((ReadableByteChannel) RealIp.reading.apply(channel, null)).read(buffer);
  }
}
