package io.github.realip.runtime;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;

/**
 * Starts a thread of the agent so that it holds nothing of the request that happened to start it: a thread keeps its
 * creator's class loader, inheritable thread-locals and access-control context for as long as it lives, and one of ours
 * may outlive every redeployment.
 */
final class AgentThread {

  private AgentThread() {
  }

  /** Starts a daemon thread. */
  static Thread start(final String name, final Runnable work) {
    // the context of the agent's own code, not of the application's frames further up
    return AccessController.doPrivileged(new PrivilegedAction<Thread>() {
      @Override
      public Thread run() {
        Thread thread = create(name, work);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
      }
    });
  }

  /** Starts a daemon thread of this name for each task. */
  static Executor executor(final String name) {
    return new Executor() {
      @Override
      public void execute(Runnable task) {
        start(name, task);
      }
    };
  }

  private static Thread create(String name, Runnable work) {
    try {
      return UninheritingThread.of(work, name);
    } catch (UnsupportedClassVersionError java8) {
      return new Thread(work, name);
    }
  }
}
