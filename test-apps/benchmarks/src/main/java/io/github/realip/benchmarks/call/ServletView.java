package io.github.realip.benchmarks.call;

/** A request by the servlet API, {@code javax} or {@code jakarta}. */
public interface ServletView {

  /** The container's own object. */
  Object object();

  /** {@code getRemoteAddr()}. */
  String address();

  /** {@code getHeaders("X-Forwarded-For")} and its first line. */
  Object header();

  /** Makes the filter that {@link #throughFilter} goes through. */
  void filter(String className) throws ReflectiveOperationException;

  /** {@code getRemoteAddr()} behind the filter. */
  String throughFilter();
}
