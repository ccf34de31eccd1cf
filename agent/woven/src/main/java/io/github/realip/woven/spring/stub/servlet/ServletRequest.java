package io.github.realip.woven.spring.stub.servlet;

/** What templates name of it. */
public interface ServletRequest {
}
