package io.github.realip.woven.tomcat.stub.servlet;

/** What templates name of it. */
public interface FilterChain {
  void doFilter(ServletRequest request, ServletResponse response);
}
