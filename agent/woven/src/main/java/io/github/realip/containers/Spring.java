package io.github.realip.containers;

/** Spring in any container: what its {@code ForwardedHeaderFilter} hands on has an address of its own since 5.3. */
final class Spring extends Family {

  private static final String FILTER = "org/springframework/web/filter/ForwardedHeaderFilter";

  Spring() {
    super(
        WovenClass.of(FILTER + "$ForwardedHeaderExtractingRequest", "spring/ForwardedRequest")
            .silencing(ForwardingComponent.SPRING_FORWARDED_HEADER_FILTER).optional(),
        WovenClass.of(FILTER, "spring/ForwardedHeaderFilter").forOrigin(),
        WovenClass.of(FILTER, "spring/ForwardedHeaderFilter").forOrigin().jakarta(),
        WovenClass.of("org/springframework/web/util/UriComponentsBuilder", "spring/UriOfRequest").forOrigin()
            .optional(),
        WovenClass.of("org/springframework/web/servlet/support/ServletUriComponentsBuilder", "spring/ForwardedPrefix")
            .forOrigin().optional());
  }
}
