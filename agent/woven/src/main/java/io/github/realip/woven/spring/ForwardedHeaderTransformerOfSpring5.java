package io.github.realip.woven.spring;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.org.springframework.http.HttpRequest;
import io.github.realip.woven.spring.stub.org.springframework.web.util.UriComponentsBuilder;
import java.net.InetSocketAddress;

/** As {@link ForwardedHeaderTransformer}, in Spring 5.3 and 6.0. */
abstract class ForwardedHeaderTransformerOfSpring5 {

  @InsteadOfCall(in = "apply", ofStatic = UriComponentsBuilder.class)
  static InetSocketAddress parseForwardedFor(HttpRequest request, InetSocketAddress address) {
    return (InetSocketAddress) RealIp.own.apply(
        RealIp.seen.apply(
            UriComponentsBuilder.parseForwardedFor(request, address),
            new Object[] {"spring-forwarded-header-transformer", address}),
        address);
  }
}
