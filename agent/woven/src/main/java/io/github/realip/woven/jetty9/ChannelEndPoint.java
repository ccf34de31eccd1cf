package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;

/** Reads the first bytes of a connection, which may be the header of the PROXY protocol. */
abstract class ChannelEndPoint {

  @InsteadOfCall(in = "fill")
  static int read(SocketChannel channel, ByteBuffer buffer) throws IOException {
    return ((ReadableByteChannel) RealIp.reading.apply(channel, null)).read(buffer);
  }
}
