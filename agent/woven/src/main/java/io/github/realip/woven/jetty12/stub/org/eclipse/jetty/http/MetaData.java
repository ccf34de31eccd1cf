package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public abstract class MetaData {

  /** What templates name of it. */
  public abstract static class Request extends MetaData {
  }
}
