package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server;

/** What templates name of it. */
public abstract class Response {
}
