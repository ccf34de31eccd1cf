package io.github.realip.runtime;

/** A thread that inherits no thread-locals, which Java 9 and later can make; not loaded before. */
final class UninheritingThread {

  private UninheritingThread() {
  }

  static Thread of(Runnable work, String name) {
    return new Thread(null, work, name, 0, false);
  }
}
