package io.github.realip.containers;

/** Spring in any container: what its {@code ForwardedHeaderFilter} hands on has an address of its own since 5.3. */
final class Spring extends Family {

  Spring() {
    super(WovenClass.of("org/springframework/web/filter/ForwardedHeaderFilter$ForwardedHeaderExtractingRequest",
        "spring/ForwardedRequest").silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER).optional());
  }
}
