package io.github.realip.woven.jetty10.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public abstract class MetaData {
  public abstract HttpFields getFields();

  /** What templates name of it. */
  public abstract static class Request extends MetaData {
    public abstract String getMethod();

    public abstract String getURIString();
  }
}
