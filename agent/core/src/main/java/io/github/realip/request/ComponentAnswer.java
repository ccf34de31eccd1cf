package io.github.realip.request;

import java.util.function.BiFunction;

/**
 * What a forwarding component writes, while it is observed: {@code apply(name, null)} is a function for the component
 * of that name, {@code apply(written, kept)}, which compares what it has written with the decision of a kept
 * {@link Head} or {@link ClientSocketAddress}, and answers {@code written} whatever happens.
 */
final class ComponentAnswer implements BiFunction<Object, Object, Object> {

  private static final BiFunction<Object, Object, Object> UNSEEN = new BiFunction<Object, Object, Object>() {
    @Override
    public Object apply(Object written, Object kept) {
      return written;
    }
  };

  private BiFunction<Object, Object, Object> function; // tests of faults put another one in
  private final BiFunction<Object, Object, Object> faults;

  ComponentAnswer(final RulesInForce live, BiFunction<Object, Object, Object> faults) {
    this.faults = faults;
    function = new BiFunction<Object, Object, Object>() {
      @Override
      public Object apply(Object name, Object unused) {
        return live.rules() == null || live.areAnswering() ? UNSEEN : observing((String) name);
      }
    };
  }

  @Override
  public Object apply(Object name, Object unused) {
    try {
      Object observer = function.apply(name, unused);
      if (observer instanceof BiFunction) {
        return observer;
      }
      throw new ClassCastException(String.valueOf(observer));
    } catch (Throwable any) { // a component's call is nothing that could catch it
      tell(any);
      return UNSEEN;
    }
  }

  private BiFunction<Object, Object, Object> observing(final String name) {
    return new BiFunction<Object, Object, Object>() {
      @Override
      public Object apply(Object written, Object kept) {
        try {
          Comparison comparison = comparison(kept);
          if (comparison != null) {
            comparison.answered(name, written);
          }
        } catch (Throwable failure) {
          tell(failure);
        }
        return written;
      }
    };
  }

  private static Comparison comparison(Object kept) {
    return kept instanceof Head ? ((Head) kept).comparison
        : kept instanceof ClientSocketAddress ? ((ClientSocketAddress) kept).comparison() : null;
  }

  private void tell(Throwable failure) {
    try {
      faults.apply(failure, ComponentAnswer.class.getName());
    } catch (Throwable atTheEndOfTheStack) {
      // then the next one
    }
  }
}
