package io.github.realip.woven.jetty12;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.MetaData;
import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;

/** Lets the agent define the class of connections beside this one, once, before the first request. */
@SuppressWarnings("unchecked")
abstract class HttpChannelState {

  public Runnable onRequest(MetaData.Request request) {
    try {
      Object definer = RealIp.definer.apply(this, null);
      if (definer != null) {
        ((BiFunction<Object, Object, Object>) definer).apply(MethodHandles.lookup(), null);
      }
    } catch (Throwable any) {
      // then Jetty's own connections stay
    }
    return RealIp.original();
  }
}
