package io.github.realip.woven.servlet.stub.servlet.http;

/** What templates name of it. */
public class HttpServletRequestWrapper {
  public String getRemoteAddr() {
    throw new AssertionError();
  }

  public String getScheme() {
    throw new AssertionError();
  }

  public String getServerName() {
    throw new AssertionError();
  }

  public int getServerPort() {
    throw new AssertionError();
  }

  public Object getAttribute(String name) {
    throw new AssertionError();
  }
}
