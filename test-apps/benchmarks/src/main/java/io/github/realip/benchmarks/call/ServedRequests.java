package io.github.realip.benchmarks.call;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Requests that a real container is serving. Whether it is woven depends on the process. */
@State(Scope.Thread)
public abstract class ServedRequests {

  private static final Logger EVERYBODY = Logger.getLogger("");

  /** Which {@link Host}. */
  @Param("")
  public String host;

  /** {@code javax} or {@code jakarta}. */
  @Param("")
  public String api;

  /** The value of X-Forwarded-For. */
  @Param("")
  public String forwardedFor;

  /** A {@link Question}. */
  @Param("")
  public String question;

  /** What the answer of each must be, so that nothing else is measured by mistake. */
  @Param("")
  public String expected;

  /** What an alternative goes through: a filter's class, or the container's own component. */
  @Param("none")
  public String through;

  /** Starts the container and takes some of its requests, which have forgotten what was found out about them. */
  List<LiveRequest> serve(int count) throws Exception {
    EVERYBODY.setLevel(Level.SEVERE); // nobody is interested in the container's start
    Class<?> servlet = Class.forName("io.github.realip.benchmarks.call." + api + ".HttpRequest$Servlet");
    List<LiveRequest> requests = Host.of(host).serve(servlet, forwardedFor, through, count);
    for (LiveRequest each : requests) {
      each.ask(Question.valueOf(question));
      for (int twice = 0; twice < 2; twice++) {
        each.forget();
        each.arrive();
        String answer = through.equals("none") ? each.answer() : each.throughAlternative();
        if (!expected.equals(answer)) {
          throw new IllegalStateException(host + " answers " + answer + " for " + expected);
        }
      }
    }
    return requests;
  }
}
