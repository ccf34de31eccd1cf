package io.github.realip.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.realip.AgentLog;
import io.github.realip.weave.ClassBeside;

/**
 * The functions for containers whose requests have a connection that says who the client is, in a class of ours that is
 * defined beside the container's own: once for each loader that has the container.
 */
final class ClientConnections {

  private static final String BESIDE = "jetty12/beside/";

  private final boolean withOrigin;
  private final boolean withHeaders;

  /** Kept with the container's classes, so it goes when they go. */
  private final ClassValue<Place> places = new ClassValue<Place>() {
    @Override
    protected Place computeValue(Class<?> type) {
      Class<?> outer = type.getDeclaringClass();
      return outer == null ? new Place() : get(outer);
    }
  };

  /** A class of the container, and those within it. */
  private static final class Place {
    volatile boolean settled;
    volatile BiFunction<Object, Object, Object> factory;
  }

  private final BiFunction<Object, Object, Object> faults;

  /**
   * Makes connections.
   *
   * @param withOrigin whether they say what scheme, host and port the client has asked for, too
   * @param withHeaders whether they say what headers that name a client read as
   * @param faults told of failures
   */
  ClientConnections(boolean withOrigin, boolean withHeaders, BiFunction<Object, Object, Object> faults) {
    this.withOrigin = withOrigin;
    this.withHeaders = withHeaders;
    this.faults = faults;
  }

  /** Adds the functions, by the name of the bridge's field. */
  void addTo(Map<String, BiFunction<Object, Object, Object>> functions) {
    functions.put("definer", new Definer());
    functions.put("connection", new Guarded(new Connection(), faults));
  }

  /** {@code (object, null)}: itself, the function to give a lookup to, as long as that is to be done. */
  private final class Definer implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object given, Object unused) {
      if (given instanceof MethodHandles.Lookup) {
        define((MethodHandles.Lookup) given);
        return null;
      }
      return places.get(given.getClass()).settled ? null : this;
    }
  }

  /** {@code (connection, request)}: the connection that says who the client is, or the same one. */
  private final class Connection implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object connection, Object request) {
      BiFunction<Object, Object, Object> factory = places.get(request.getClass()).factory;
      return factory == null ? connection : factory.apply(connection, request);
    }
  }

  /** What stands for a call can catch nothing itself, so this gives the same connection if anything fails. */
  private static final class Guarded implements BiFunction<Object, Object, Object> {

    private BiFunction<Object, Object, Object> function; // tests of faults put another one in
    private final BiFunction<Object, Object, Object> faults;

    Guarded(BiFunction<Object, Object, Object> function, BiFunction<Object, Object, Object> faults) {
      this.function = function;
      this.faults = faults;
    }

    @Override
    public Object apply(Object connection, Object request) {
      try {
        Object made = function.apply(connection, request);
        if (made == connection || made instanceof UnaryOperator && made instanceof Supplier) { // as ours alone is
          return made;
        }
        throw new ClassCastException(made == null ? "null" : made.getClass().getName());
      } catch (Throwable any) {
        tell(any);
        return connection;
      }
    }

    private void tell(Throwable failure) {
      try {
        faults.apply(failure, function.getClass().getName());
      } catch (Throwable atTheEndOfTheStack) {
        // then the next one
      }
    }
  }

  private synchronized void define(MethodHandles.Lookup lookup) {
    Place place = places.get(lookup.lookupClass());
    if (place.settled) {
      return;
    }
    try {
      ClassBeside.define(lookup, BESIDE + "ClientConnection");
      String factory = "ConnectionFactory";
      if (withOrigin || withHeaders) {
        ClassBeside.define(lookup, BESIDE + "OriginConnection");
        factory = "OriginConnectionFactory";
      }
      if (withHeaders) {
        ClassBeside.define(lookup, BESIDE + "HeadersConnection");
        factory = "HeadersConnectionFactory";
      }
      place.factory = factory(lookup.findConstructor(ClassBeside.define(lookup, BESIDE + factory),
          MethodType.methodType(void.class)).invoke());
    } catch (Throwable impossible) {
      AgentLog.warn("no class can be defined beside " + lookup.lookupClass().getName() + ": " + impossible
          + "; getRemoteAddr() returns the client, but the container's own lists and limits see the proxy"
          + (withOrigin ? ", and scheme, host and port stay the container's" : "")
          + (withHeaders ? ", and headers that name a client are hidden" : ""));
    }
    place.settled = true;
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<Object, Object, Object> factory(Object made) {
    return (BiFunction<Object, Object, Object>) made;
  }
}
