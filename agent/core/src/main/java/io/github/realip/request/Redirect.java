package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * Where a container's own redirect to TLS leads to: {@code apply(location, kept)}, with an absolute URI or with its
 * port alone, -1 for none. That is the port of a connector, which is nothing to a client that came through a proxy
 * (rule F11).
 */
final class Redirect implements BiFunction<Object, Object, Object> {

  private static final String HTTPS = "https://";

  @Override
  public Object apply(Object location, Object kept) {
    Head head = RequestOrigin.head(kept);
    if (head == null || head.origin(null) == null) {
      return location;
    }
    int secure = head.step.rules().origin().securePort();
    return location instanceof Integer ? (Integer) (secure == 443 ? -1 : secure) : uri((String) location, secure);
  }

  private static String uri(String uri, int secure) {
    if (!uri.startsWith(HTTPS)) {
      return uri;
    }
    int slash = uri.indexOf('/', HTTPS.length());
    int end = slash < 0 ? uri.length() : slash;
    int colon = uri.lastIndexOf(':', end - 1);
    boolean withPort = colon >= HTTPS.length() && colon > uri.lastIndexOf(']', end - 1);
    return uri.substring(0, withPort ? colon : end) + (secure == 443 ? "" : ":" + secure) + uri.substring(end);
  }
}
