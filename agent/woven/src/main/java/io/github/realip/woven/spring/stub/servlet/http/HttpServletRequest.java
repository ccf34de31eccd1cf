package io.github.realip.woven.spring.stub.servlet.http;

import java.util.Enumeration;

/** What templates name of it. */
public interface HttpServletRequest {
  Enumeration<String> getHeaders(String name);
}
