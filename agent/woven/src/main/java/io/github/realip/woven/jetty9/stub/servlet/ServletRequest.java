package io.github.realip.woven.jetty9.stub.servlet;

/** What templates name of it. */
public interface ServletRequest {
}
