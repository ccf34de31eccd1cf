package io.github.realip.benchmarks.call;

/** A container in this process, with the one servlet in it that hands its request over. */
interface Host {

  /**
   * Starts it, sends a request and keeps that.
   *
   * @param servlet the servlet's class, for the container's API
   * @param forwardedFor the header
   * @param alternative what {@link LiveRequest#throughAlternative} is to go through, or {@code none}
   */
  LiveRequest serve(Class<?> servlet, String forwardedFor, String alternative) throws Exception;

  /** The host for a line of {@link Calls}. */
  static Host of(String kind) {
    return switch (kind) {
      case "tomcat" -> new TomcatHost();
      case "jetty" -> new JettyHost();
      case "undertow" -> new UndertowHost();
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
