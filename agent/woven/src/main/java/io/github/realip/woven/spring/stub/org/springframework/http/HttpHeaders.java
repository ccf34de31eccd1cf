package io.github.realip.woven.spring.stub.org.springframework.http;

/** What templates name of it. */
public abstract class HttpHeaders {
}
