package io.github.realip.woven.tomcat.stub.servlet.http;

/** What templates name of it. */
public class HttpServletRequestWrapper {
  public String getRemoteAddr() {
    throw new AssertionError();
  }

  public String getRemoteHost() {
    throw new AssertionError();
  }

  public int getRemotePort() {
    throw new AssertionError();
  }

  public Object getAttribute(String name) {
    throw new AssertionError();
  }
}
