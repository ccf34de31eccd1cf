package io.github.realip.woven.spring;

import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.spring.stub.org.springframework.http.HttpHeaders;
import io.github.realip.woven.spring.stub.org.springframework.web.util.ForwardedHeaderUtils;
import java.net.InetSocketAddress;
import java.net.URI;

/** What WebFlux's transformer makes of headers: scheme and host are its own, the address is not. */
abstract class ForwardedHeaderTransformer {

  @InsteadOfCall(in = "apply", ofStatic = ForwardedHeaderUtils.class)
  static InetSocketAddress parseForwardedFor(URI uri, HttpHeaders headers, InetSocketAddress address) {
    return (InetSocketAddress) RealIp.own.apply(
        RealIp.seen.apply(
            ForwardedHeaderUtils.parseForwardedFor(uri, headers, address),
            new Object[] {"spring-forwarded-header-transformer", address}),
        address);
  }
}
