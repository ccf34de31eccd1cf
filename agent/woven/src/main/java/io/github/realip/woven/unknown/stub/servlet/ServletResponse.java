package io.github.realip.woven.unknown.stub.servlet;

/** What templates name of it. */
public interface ServletResponse {
}
