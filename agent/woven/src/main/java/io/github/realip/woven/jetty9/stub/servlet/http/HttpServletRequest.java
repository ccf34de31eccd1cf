package io.github.realip.woven.jetty9.stub.servlet.http;

import io.github.realip.woven.jetty9.stub.servlet.ServletRequest;

/** What templates name of it. */
public interface HttpServletRequest extends ServletRequest {
}
