package io.github.realip.connection;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What is known of channels, for as long as they are reachable; no look-up takes a lock. */
final class ChannelMap<V> {

  private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<Object, V>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<Object>();

  V get(Object channel) {
    return values.isEmpty() ? null : values.get(new Wanted(channel));
  }

  /** Keeps a value, which must not refer to the channel. */
  void put(Object channel, V value) {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      values.remove(each);
    }
    values.put(new Kept(channel, gone), value);
  }

  void remove(Object channel) {
    if (!values.isEmpty()) {
      values.remove(new Wanted(channel));
    }
  }

  /** A channel that is looked for. */
  private static final class Wanted {

    private final Object channel;

    Wanted(Object channel) {
      this.channel = channel;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Kept && ((Kept) other).get() == channel;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(channel);
    }
  }

  /** A channel that is kept; once it has gone, it is like no other. */
  private static final class Kept extends WeakReference<Object> {

    private final int hash;

    Kept(Object channel, ReferenceQueue<Object> queue) {
      super(channel, queue);
      hash = System.identityHashCode(channel);
    }

    @Override
    public boolean equals(Object other) {
      return other == this || other instanceof Kept && get() != null && get() == ((Kept) other).get();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
