package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http2;

import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.HttpRequestPacket;

/** What templates name of it. */
public abstract class Http2Request extends HttpRequestPacket {
}
