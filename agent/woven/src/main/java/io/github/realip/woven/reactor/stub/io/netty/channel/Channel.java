package io.github.realip.woven.reactor.stub.io.netty.channel;

/** What templates name of it. */
public interface Channel {
}
