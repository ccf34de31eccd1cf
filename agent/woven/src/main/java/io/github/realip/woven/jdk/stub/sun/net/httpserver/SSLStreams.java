package io.github.realip.woven.jdk.stub.sun.net.httpserver;

/** What templates name of it. */
public abstract class SSLStreams {

  /** What a request over TLS is read from. */
  public abstract static class InputStream extends java.io.InputStream {

    /** Whether the client has ended the connection. */
    public boolean eof;
  }
}
