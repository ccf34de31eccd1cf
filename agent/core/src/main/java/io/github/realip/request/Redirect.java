package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * Where a container's own redirect to TLS leads to: {@code apply(location, kept)}, with an absolute URI. The port in it
 * is that of a connector, which is nothing to a client that came through a proxy (rule F11).
 */
final class Redirect implements BiFunction<Object, Object, Object> {

  private static final String HTTPS = "https://";

  @Override
  public Object apply(Object location, Object kept) {
    Head head = RequestOrigin.head(kept);
    String uri = (String) location;
    if (head == null || head.origin(null) == null || !uri.startsWith(HTTPS)) {
      return location;
    }
    int slash = uri.indexOf('/', HTTPS.length());
    int end = slash < 0 ? uri.length() : slash;
    int colon = uri.lastIndexOf(':', end - 1);
    boolean withPort = colon >= HTTPS.length() && colon > uri.lastIndexOf(']', end - 1);
    int secure = head.step.rules().origin().securePort();
    return uri.substring(0, withPort ? colon : end) + (secure == 443 ? "" : ":" + secure) + uri.substring(end);
  }
}
