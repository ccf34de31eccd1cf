package io.github.realip.woven.jetty9;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;

/** The same for Jetty 9.2 and the earlier versions of 9.4. */
abstract class ByteChannelEndPoint {

  @InsteadOfCall(in = "fill")
  static int read(ByteChannel channel, ByteBuffer buffer) throws IOException {
    return ((ReadableByteChannel) RealIp.reading.apply(channel, null)).read(buffer);
  }
}
