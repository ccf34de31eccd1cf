package io.github.realip.woven.micronaut.stub.io.micronaut.http.server.netty.handler.accesslog.element;

/** What templates name of it. */
public interface ConnectionMetadata {
}
