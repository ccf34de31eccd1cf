package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http2;

/** What templates name of it. */
public abstract class Http2Stream {
}
