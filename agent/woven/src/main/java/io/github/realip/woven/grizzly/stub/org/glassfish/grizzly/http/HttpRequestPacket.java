package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http;

/** What templates name of it. */
public abstract class HttpRequestPacket extends HttpHeader {
}
