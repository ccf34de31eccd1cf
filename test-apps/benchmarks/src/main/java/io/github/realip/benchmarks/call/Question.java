package io.github.realip.benchmarks.call;

/** What an application wants to know of a request. */
public enum Question {
  /** {@code getRemoteAddr()}. */
  ADDRESS,
  /**
   * {@code getServerName()}, {@code getServerPort()}, {@code isSecure()} and {@code getScheme()}; the answer is that of
   * the last one, if they agree.
   */
  ORIGIN,
  /** {@code getHeader("X-Forwarded-For")}. */
  CLIENT_HEADER,
  /** {@code getHeader("User-Agent")}. */
  OTHER_HEADER;

  /** The answer to {@link #ORIGIN}. */
  public static String origin(String name, int port, boolean secure, String scheme) {
    return name.equals("www.example.com") && secure == scheme.equals("https") && port == (secure ? 443 : 80) ? scheme
        : "mixed";
  }
}
