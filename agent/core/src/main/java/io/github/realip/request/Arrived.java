package io.github.realip.request;

import java.util.Map;
import java.util.function.BiFunction;

/**
 * What has arrived, for who compares it with the connection: {@code apply(answered, kept)} is the key of a kept entry
 * instead of a String, and its value instead of anything else; what was answered where nothing is kept.
 */
final class Arrived implements BiFunction<Object, Object, Object> {

  @Override
  public Object apply(Object answered, Object kept) {
    if (!(kept instanceof Map.Entry)) {
      return answered;
    }
    Map.Entry<?, ?> arrived = (Map.Entry<?, ?>) kept;
    return answered instanceof String ? arrived.getKey() : arrived.getValue();
  }
}
