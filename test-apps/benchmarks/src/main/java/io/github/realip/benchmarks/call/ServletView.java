package io.github.realip.benchmarks.call;

/** A request by the servlet API, {@code javax} or {@code jakarta}. */
public interface ServletView {

  /** The container's own object. */
  Object object();

  /** Says what {@link #answer} and {@link #throughFilter} ask; the address if nobody says anything. */
  void ask(Question question);

  /** Asks the request. */
  String answer();

  /** {@code getHeaders("X-Forwarded-For")} and its first line. */
  Object header();

  /** Makes the filter that {@link #throughFilter} goes through. */
  void filter(String className) throws ReflectiveOperationException;

  /** Asks the request behind the filter. */
  String throughFilter();
}
