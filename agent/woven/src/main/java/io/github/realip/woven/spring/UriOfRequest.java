package io.github.realip.woven.spring;

import io.github.realip.woven.HandsOn;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.org.springframework.http.HttpRequest;
import io.github.realip.woven.spring.stub.org.springframework.http.server.ServletServerHttpRequest;
import io.github.realip.woven.spring.stub.org.springframework.web.util.UriComponentsBuilder;

/**
 * The URI of a servlet's request has what the agent answers, and nothing of headers. Until Spring 5.1
 * {@code ServletUriComponentsBuilder} asks this, in every application, and believes anybody.
 */
abstract class UriOfRequest {

  @HandsOn
  public static UriComponentsBuilder fromHttpRequest(HttpRequest request) {
    boolean aside;
    try {
      aside = RealIp.aside.apply(null, null) != null && request instanceof ServletServerHttpRequest;
    } catch (Throwable any) {
      aside = false;
    }
    if (aside) {
      return UriComponentsBuilder.fromUri(request.getURI());
    }
    return RealIp.original();
  }
}
