package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import java.util.Enumeration;
import java.util.function.BiFunction;

/** The request of a container that no family knows: it is decided when it is asked. */
@SuppressWarnings("unchecked")
abstract class ServletRequest {

  abstract Enumeration<String> getHeaders(String name);

  public String getRemoteAddr() {
    String peer = RealIp.original();
    try {
      Object head = RealIp.head.apply(peer, null);
      while (head instanceof BiFunction) {
        head = ((BiFunction<Object, Object, Object>) head).apply(peer, getHeaders(head.toString()));
      }
      return (String) RealIp.client.apply(head, peer);
    } catch (Throwable any) {
      return peer;
    }
  }
}
