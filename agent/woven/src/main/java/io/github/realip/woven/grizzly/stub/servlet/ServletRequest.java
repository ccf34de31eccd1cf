package io.github.realip.woven.grizzly.stub.servlet;

/** What templates name of it. */
public interface ServletRequest {
  String getRemoteAddr();

  String getServerName();

  Object getAttribute(String name);
}
