package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public interface HttpURI {
  String getScheme();

  String getHost();

  int getPort();

  boolean hasAuthority();

  static Mutable build(HttpURI uri) {
    throw new AssertionError();
  }

  /** What templates name of it. */
  abstract class Immutable implements HttpURI {
  }

  /** What templates name of it. */
  abstract class Mutable implements HttpURI {
    public abstract Mutable scheme(String scheme);

    public abstract Mutable authority(String host, int port);

    public abstract Immutable asImmutable();
  }
}
