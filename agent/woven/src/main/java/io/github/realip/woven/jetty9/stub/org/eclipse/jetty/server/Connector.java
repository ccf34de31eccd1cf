package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server;

/** What templates name of it. */
public interface Connector {
}
