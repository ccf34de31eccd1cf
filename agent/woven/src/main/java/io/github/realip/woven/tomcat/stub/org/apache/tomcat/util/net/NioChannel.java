package io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Stands for the container's class. */
public abstract class NioChannel {

  /** Reads from the socket. */
  public int read(ByteBuffer buffer) throws IOException {
    throw new AssertionError();
  }
}
