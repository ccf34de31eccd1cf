package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util;

/** What templates name of it. */
public abstract class HostPort {
  public static String normalizeHost(String host) {
    throw new AssertionError();
  }
}
