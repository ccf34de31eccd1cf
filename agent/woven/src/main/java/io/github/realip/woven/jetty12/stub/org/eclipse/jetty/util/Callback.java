package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util;

/** What templates name of it. */
public interface Callback {
}
