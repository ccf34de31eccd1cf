package io.github.realip.woven.spring.stub.org.springframework.web.util;

import io.github.realip.woven.spring.stub.org.springframework.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.net.URI;

/** What templates name of it. */
public abstract class ForwardedHeaderUtils {
  public static InetSocketAddress parseForwardedFor(URI uri, HttpHeaders headers, InetSocketAddress address) {
    throw new AssertionError();
  }
}
