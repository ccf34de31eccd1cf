package io.github.realip.woven.vertx.stub.io.vertx.core.net.impl;

import io.github.realip.woven.vertx.stub.io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/** What templates name of it. */
public abstract class SocketAddressImpl implements SocketAddress {
  public abstract InetAddress ipAddress();
}
