package io.github.realip.woven.tomcat.stub.servlet.http;

import io.github.realip.woven.tomcat.stub.servlet.ServletRequest;

/** What templates name of it. */
public interface HttpServletRequest extends ServletRequest {
  String getRemoteAddr();

  String getRemoteHost();

  Object getAttribute(String name);
}
