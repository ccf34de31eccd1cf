package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public abstract class BadMessageException {
}
