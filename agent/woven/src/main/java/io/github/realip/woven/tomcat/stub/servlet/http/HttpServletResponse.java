package io.github.realip.woven.tomcat.stub.servlet.http;

import io.github.realip.woven.tomcat.stub.servlet.ServletResponse;

/** What templates name of it. */
public interface HttpServletResponse extends ServletResponse {
}
