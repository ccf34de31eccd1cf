package io.github.realip.woven.spring.stub.org.springframework.web.util;

import java.net.URI;

/** What templates name of it. */
public abstract class UriComponentsBuilder {
  public static UriComponentsBuilder fromUri(URI uri) {
    throw new AssertionError();
  }
}
