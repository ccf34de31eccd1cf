package io.github.realip.woven.tomcat.stub.servlet.http;

/** What templates name of it. */
public interface HttpServletRequest {
  String getRemoteAddr();

  String getRemoteHost();

  Object getAttribute(String name);
}
