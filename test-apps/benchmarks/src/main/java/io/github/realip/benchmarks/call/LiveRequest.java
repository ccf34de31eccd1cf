package io.github.realip.benchmarks.call;

/**
 * A request that a container is serving at this moment and does not finish: its objects are in the state that an
 * application finds them in.
 */
public abstract class LiveRequest {

  private final ServletView view;

  LiveRequest(ServletView view) {
    this.view = view;
  }

  /** Lets the container's object forget what was found out, as recycling does; the agent's part of it, too. */
  public abstract void forget();

  /** What is woven into the place where the container has read a head to its end; nothing without the agent. */
  public void arrive() {
  }

  /** Says what {@link #answer} and {@link #throughAlternative} ask. */
  public void ask(Question question) {
    view.ask(question);
  }

  /** What an application calls. */
  public final String answer() {
    return view.answer();
  }

  /** What reading the header costs at least: {@code getHeaders("X-Forwarded-For")}, and its line. */
  public final Object header() {
    return view.header();
  }

  /** All that the alternative does for a request, and then the question where it takes effect. */
  public String throughAlternative() {
    return view.throughFilter();
  }
}
