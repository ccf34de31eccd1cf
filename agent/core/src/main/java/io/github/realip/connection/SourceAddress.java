package io.github.realip.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The source that a header names. Woven code knows it as a {@code Supplier} of its text. */
final class SourceAddress extends InetSocketAddress implements Supplier<String> {

  private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param address has its text as its name, so that whoever prints the name prints this form; no look-up, ever
   */
  SourceAddress(InetAddress address, int port) {
    super(address, port);
  }

  @Override
  public String get() {
    return getHostString();
  }

  /** Serialized, it is an address like any other. */
  private Object writeReplace() {
    return new InetSocketAddress(getAddress(), getPort());
  }
}
