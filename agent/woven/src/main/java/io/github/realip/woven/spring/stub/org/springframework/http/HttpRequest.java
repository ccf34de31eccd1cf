package io.github.realip.woven.spring.stub.org.springframework.http;

import java.net.URI;

/** What templates name of it. */
public interface HttpRequest {
  URI getURI();
}
