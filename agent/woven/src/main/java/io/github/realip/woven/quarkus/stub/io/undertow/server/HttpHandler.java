package io.github.realip.woven.quarkus.stub.io.undertow.server;

/** What templates name of it. */
public interface HttpHandler {
}
