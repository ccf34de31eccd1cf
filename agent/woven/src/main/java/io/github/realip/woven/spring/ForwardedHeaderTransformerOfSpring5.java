package io.github.realip.woven.spring;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.org.springframework.http.HttpRequest;
import io.github.realip.woven.spring.stub.org.springframework.web.util.UriComponentsBuilder;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;

/** As {@link ForwardedHeaderTransformer}, in Spring 5.3 and 6.0. */
@SuppressWarnings("unchecked")
abstract class ForwardedHeaderTransformerOfSpring5 {

  @InsteadOfCall(in = "apply", ofStatic = UriComponentsBuilder.class)
  static InetSocketAddress parseForwardedFor(HttpRequest request, InetSocketAddress address) {
    return (InetSocketAddress) RealIp.own.apply(
        ((BiFunction<Object, Object, Object>) RealIp.seen.apply("spring-forwarded-header-transformer", null))
            .apply(UriComponentsBuilder.parseForwardedFor(request, address), address),
        address);
  }
}
