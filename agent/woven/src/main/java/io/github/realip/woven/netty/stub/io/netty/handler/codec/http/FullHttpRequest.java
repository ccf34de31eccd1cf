package io.github.realip.woven.netty.stub.io.netty.handler.codec.http;

/** What templates name of it. */
public interface FullHttpRequest {
}
