package io.github.realip.woven.spring.stub.org.springframework.web.util;

import io.github.realip.woven.spring.stub.org.springframework.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;

/** What templates name of it. */
public abstract class UriComponentsBuilder {
  public static UriComponentsBuilder fromUri(URI uri) {
    throw new AssertionError();
  }

  public static InetSocketAddress parseForwardedFor(HttpRequest request, InetSocketAddress address) {
    throw new AssertionError();
  }
}
