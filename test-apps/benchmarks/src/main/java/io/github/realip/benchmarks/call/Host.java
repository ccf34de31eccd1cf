package io.github.realip.benchmarks.call;

import java.util.List;

/** A container in this process, with the one servlet in it that hands its request over. */
interface Host {

  /** So many requests are kept at the same time at most. */
  int MOST_REQUESTS = 100;

  /**
   * Starts it, sends requests and keeps them.
   *
   * @param servlet the servlet's class, for the container's API
   * @param forwardedFor the header
   * @param alternative what {@link LiveRequest#throughAlternative} is to go through, or {@code none}
   * @param count how many, {@value #MOST_REQUESTS} at most
   */
  List<LiveRequest> serve(Class<?> servlet, String forwardedFor, String alternative, int count) throws Exception;

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
