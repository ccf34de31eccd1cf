package io.github.realip.woven.micronaut.stub.io.micronaut.core.convert.value;

/** What templates name of it. */
public interface MutableConvertibleValues<V> {
  V getValue(CharSequence name);

  MutableConvertibleValues<V> put(CharSequence key, V value);
}
