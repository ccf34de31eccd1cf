package io.github.realip.containers;

/**
 * Spring in any container: what its {@code ForwardedHeaderFilter} and {@code ForwardedHeaderTransformer} hand on has an
 * address of its own since 5.3, and Spring Cloud Gateway asks who its peer is.
 */
final class Spring extends Family {

  private static final String FILTER = "org/springframework/web/filter/ForwardedHeaderFilter";

  private static final String TRANSFORMER = "org/springframework/web/server/adapter/ForwardedHeaderTransformer";
  private static final String REACTIVE = "org/springframework/http/server/reactive/";
  private static final String GATEWAY = "org/springframework/cloud/gateway/filter/headers/";

  Spring() {
    super(
        WovenClass.of(FILTER + "$ForwardedHeaderExtractingRequest", "spring/ForwardedRequest")
            .silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER).optional(),
        WovenClass.of(FILTER + "$ForwardedHeaderExtractingRequest", "spring/ForwardedRequest")
            .silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER).optional().jakarta(),
        WovenClass.of(FILTER + "$ForwardedHeaderExtractingRequest", "servlet/WrapperOrigin").optional()
            .forOrigin(),
        WovenClass.of(FILTER, "spring/ForwardedHeaderFilter").forOrigin(),
        WovenClass.of(FILTER, "spring/ForwardedHeaderFilter").forOrigin().jakarta(),
        WovenClass.of("org/springframework/web/util/UriComponentsBuilder", "spring/UriOfRequest").forOrigin()
            .optional(),
        WovenClass.of("org/springframework/web/servlet/support/ServletUriComponentsBuilder", "spring/ForwardedPrefix")
            .forOrigin().optional(),
        WovenClass.of(TRANSFORMER, "spring/ForwardedHeaderTransformer")
            .silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_TRANSFORMER).optional(),
        WovenClass.of(TRANSFORMER, "spring/ForwardedHeaderTransformerOfSpring5")
            .silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_TRANSFORMER).optional(),
        WovenClass.of(REACTIVE + "JettyCoreServerHttpRequest", "spring/ReactiveRequest").optional(),
        WovenClass.of(REACTIVE + "UndertowServerHttpRequest", "spring/ReactiveRequest").optional(),
        WovenClass.of(GATEWAY + "XForwardedHeadersFilter", "spring/GatewayHeaders").optional(),
        WovenClass.of(GATEWAY + "ForwardedHeadersFilter", "spring/GatewayHeaders").optional());
  }
}
