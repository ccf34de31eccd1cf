package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import java.util.Enumeration;
import java.util.function.BiFunction;

/**
 * The request of a container that no family knows. Nobody knows where its head is complete, so it is read each time and
 * answers only as long as it is what it was at the first time; then its peer is the answer, because what has come later
 * may be a trailer. What it was is kept as an attribute of the request, the only thing that every container clears.
 */
@SuppressWarnings("unchecked")
abstract class ServletRequest {

  abstract Enumeration<String> getHeaders(String name);

  abstract Object getAttribute(String name);

  abstract void setAttribute(String name, Object value);

  public String getRemoteAddr() {
    String peer = RealIp.original();
    try {
      Object[] asking = (Object[]) RealIp.asking.apply(null, null);
      if (asking[0] != null) {
        return peer; // the container asks this from within the calls below
      }
      boolean wantsHead = asking[1] != null;
      Object head = RealIp.head.apply(peer, null);
      if (head instanceof BiFunction) {
        Object kept;
        asking[0] = Boolean.TRUE;
        try {
          while (head instanceof BiFunction) {
            head = ((BiFunction<Object, Object, Object>) head).apply(peer, getHeaders(head.toString()));
          }
          kept = getAttribute(RealIp.key);
        } finally {
          asking[0] = null; // no call, which could fail at the end of the stack
        }
        if (kept != null) {
          head = RealIp.same.apply(kept, head);
        } else {
          setAttribute(RealIp.key, RealIp.same.apply(null, head)); // whose listeners may ask this
        }
      }
      Object client = RealIp.client.apply(head, peer);
      if (wantsHead) {
        asking[1] = head;
      }
      return (String) client;
    } catch (Throwable any) {
      return peer;
    }
  }
}
