package io.github.realip.woven.spring.stub.org.springframework.http.server;

import io.github.realip.woven.spring.stub.org.springframework.http.HttpRequest;

/** What templates name of it. */
public abstract class ServletServerHttpRequest implements HttpRequest {
}
