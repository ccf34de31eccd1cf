package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly;

/** What templates name of it. */
public interface Buffer {
}
