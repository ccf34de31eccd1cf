package io.github.realip.woven.spring.stub.servlet.http;

import io.github.realip.woven.spring.stub.servlet.ServletRequest;

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

  public ServletRequest getRequest() {
    throw new AssertionError();
  }

  public void setAttribute(String name, Object value) {
    throw new AssertionError();
  }

  public Object getAttribute(String name) {
    throw new AssertionError();
  }
}
