package io.github.realip.woven.spring.stub.servlet.http;

/** What templates name of it. */
public interface HttpServletRequest {
}
