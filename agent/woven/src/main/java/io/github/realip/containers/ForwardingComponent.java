package io.github.realip.containers;

/**
 * The components of containers and frameworks that answer with a client's address too, by the name that
 * {@code realip.defer-to} knows them by. The agent silences them, unless that setting names them.
 */
public enum ForwardingComponent {
  /** Tomcat's valve; Spring Boot's strategy {@code native} on Tomcat. */
  REMOTE_IP_VALVE("remote-ip-valve"),
  /** Tomcat's filter. */
  REMOTE_IP_FILTER("remote-ip-filter"),
  /** Jetty's {@code ForwardedRequestCustomizer}; Spring Boot's strategy {@code native} on Jetty. */
  JETTY_FORWARDED("jetty-forwarded"),
  /** Undertow's handler of {@code X-Forwarded-For}; Spring Boot's strategy {@code native} on Undertow. */
  UNDERTOW_PROXY_PEER_ADDRESS("undertow-proxy-peer-address"),
  /** Undertow's handler of {@code Forwarded}. */
  UNDERTOW_FORWARDED("undertow-forwarded"),
  /** Quarkus's {@code quarkus.http.proxy.proxy-address-forwarding}. */
  QUARKUS_FORWARDED("quarkus-forwarded"),
  /** Spring's {@code ForwardedHeaderFilter}; Spring Boot's strategy {@code framework}. */
  SPRING_FORWARDED_HEADER_FILTER("spring-forwarded-header-filter"),
  /** Reactor Netty's {@code forwarded(true)}; Spring Boot's strategy {@code native} with WebFlux. */
  REACTOR_FORWARDED("reactor-forwarded"),
  /** WebFlux's {@code ForwardedHeaderTransformer}; Spring Boot's strategy {@code framework} with WebFlux. */
  SPRING_FORWARDED_HEADER_TRANSFORMER("spring-forwarded-header-transformer"),
  /** vertx-web's {@code allowForward}. */
  VERTX_FORWARD("vertx-forward"),
  /** Micronaut's {@code HttpClientAddressResolver}. */
  MICRONAUT_CLIENT_ADDRESS("micronaut-client-address");

  private final String label;

  ForwardingComponent(String label) {
    this.label = label;
  }

  /** Returns the name, such as {@code remote-ip-valve}. */
  public String label() {
    return label;
  }

  /** Returns the component of that name, whatever its case, or {@code null}. */
  public static ForwardingComponent named(String name) {
    for (ForwardingComponent component : values()) {
      if (component.label.equalsIgnoreCase(name)) {
        return component;
      }
    }
    return null;
  }

  /** Returns all names. */
  public static String[] labels() {
    String[] labels = new String[values().length];
    for (ForwardingComponent component : values()) {
      labels[component.ordinal()] = component.label;
    }
    return labels;
  }
}
