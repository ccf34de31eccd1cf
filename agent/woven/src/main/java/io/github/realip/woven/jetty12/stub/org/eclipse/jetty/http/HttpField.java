package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public class HttpField {
  public HttpField(HttpHeader header, String name, String value) {
    throw new AssertionError();
  }

  public HttpHeader getHeader() {
    throw new AssertionError();
  }

  public String getName() {
    throw new AssertionError();
  }
}
