package io.github.realip.woven.micronaut.stub.io.micronaut.http;

/** What templates name of it. */
public interface MutableHttpRequest {
}
