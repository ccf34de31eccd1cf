package io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net;

import java.nio.channels.AsynchronousSocketChannel;

/** Stands for the container's class. */
public abstract class Nio2Channel {

  /** The channel that was accepted, or what was put into its place. */
  public abstract AsynchronousSocketChannel getIOChannel();
}
