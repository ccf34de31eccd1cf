package io.github.realip;

import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Looks at every class that is loaded and lets all but request classes pass at once. Only the first request class
 * brings in the rest of the agent: a JVM that serves no requests never loads it.
 */
public class RequestClassTransformer implements ClassFileTransformer {

  private static final int MOST_RETRIES = 3;
  private static final long FIRST_PAUSE_MILLIS = 500;

  private static final String JAR_HAS_CHANGED = "; if the agent's jar was overwritten while this JVM ran, restart the"
      + " JVM, and from now on replace the jar by renaming the new one over it";

  /** The servers on Netty that the agent knows; these classes come with their start, those that are woven later. */
  private static final String REACTOR_NETTY = "reactor/netty/http/server/";
  private static final String VERTX = "io/vertx/core/http/impl/HttpServer";
  private static final String MICRONAUT = "io/micronaut/http/server/netty/";
  /** What every server that is built on Netty has in its pipeline: Play's, Ratpack's, too. */
  private static final String NETTY = "io/netty/handler/codec/http/HttpServerCodec";
  private static final String HELIDON = "io/helidon/webserver/LoomServer";
  private static final String GRPC = "io/grpc/internal/ServerImpl";
  /** Where the JDK's own server is. */
  private static final String PACKAGE_OF_THE_JDK = "sun.net.httpserver.";
  private static final String NOT_WAITED_FOR = "";
  private static final long PATIENCE_NANOS = 30000000000L;

  private final Instrumentation instrumentation;
  private final Properties properties;
  private final String arguments;
  private final boolean attached;

  private ClassFileTransformer weaver;
  /** The last weaver that could not do its work; another one, made since, is at work. */
  private volatile ClassFileTransformer failed;
  /** Whether it gives nothing to weave any more. */
  private boolean ended;
  /** A server without servlets, as long as it is not known whether there is one with; a race says one line more. */
  private volatile String otherServer;
  private volatile long otherServerSeen;
  private int retries;
  private boolean isRetrying;
  /** A retry that a thread could not start, being at the end of its stack or of the memory; any other does. */
  private volatile boolean isRetryDue;

  RequestClassTransformer(Instrumentation instrumentation, Properties properties, String arguments,
      boolean attached) {
    this.instrumentation = instrumentation;
    this.properties = properties;
    this.arguments = arguments;
    this.attached = attached;
  }

  /**
   * Weaves every request class from now on, and those that are in the JVM already: an ahead-of-time cache (Java 24 and
   * later) loads them before any agent runs, and so does an application before an attach. They never come through
   * {@link #transform} by themselves.
   *
   * @return the number of candidates that were in the JVM already
   */
  int install() {
    RequestClasses.isCandidate("", new byte[0]); // or the first classes that the transformer sees are its own
    instrumentation.addTransformer(this, true);
    return retransformLoaded();
  }

  /** Gives every woven class its own code back. */
  void uninstall() throws IOException {
    synchronized (this) {
      if (weaver != null) {
        ((Closeable) weaver).close(); // from here on each answer is the container's, whatever code is still running
      }
      ended = true;
      weaver = null;
    }
    instrumentation.removeTransformer(this);
    retransformLoaded();
  }

  /** Returns the JVM's hand to transformers. */
  public Instrumentation instrumentation() {
    return instrumentation;
  }

  /** Returns the system properties as they were at the start. */
  public Properties properties() {
    return properties;
  }

  /** Returns what stood behind {@code =} in the option, or {@code null}. */
  public String arguments() {
    return arguments;
  }

  /**
   * Tells whether somebody attaches the agent to the running JVM and waits for an answer: the arguments are the latest
   * word and rank above the system properties, and with errors nothing is attached.
   */
  public boolean isAttached() {
    return attached;
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (isRetryDue) {
      retryLater();
    }
    if (otherServer != NOT_WAITED_FOR) {
      lookForOtherServer(name);
    }
    if (name == null || loader == null && !RequestClasses.isOfTheJdk(name)
        || !RequestClasses.isCandidate(name, bytes) && !(RequestClasses.isOfConnections(name) && mayReadThem())) {
      return null;
    }
    if (loader != null) { // the JDK's server is an exporter's beside whatever else serves
      otherServer = NOT_WAITED_FOR;
    }
    ClassFileTransformer found = null;
    try {
      found = weaver();
      return found == null ? null : found.transform(loader, name, loaded, domain, bytes);
    } catch (VirtualMachineError | LinkageError failure) {
      if (found != null) {
        failed = found;
      }
      isRetryDue = true;
      boolean again;
      try {
        again = retryLater();
      } catch (LinkageError jarIsBroken) { // there is nothing to do it with
        again = false;
        end();
      }
      if (!again) {
        leave(name, failure);
      }
      return null;
    } catch (Throwable failure) { // the JVM would swallow it without a trace
      endUnlessMade();
      leave(name, failure);
      return null;
    }
  }

  private boolean mayReadThem() {
    return MayReadProxyProtocol.here(properties, arguments);
  }

  private synchronized void end() {
    ended = true;
    isRetryDue = false;
  }

  /** What could not be made once is not tried again for each class. */
  private synchronized void endUnlessMade() {
    ended |= weaver == null;
  }

  /**
   * Says once that HTTP is served by what has no servlets, if no request class has come a while after it: of a JVM with
   * both, the other has nothing to do with addresses.
   */
  private void lookForOtherServer(String name) {
    if (name != null && (name.startsWith(REACTOR_NETTY) || name.startsWith(VERTX)
        || name.startsWith(MICRONAUT))) {
      otherServer = NOT_WAITED_FOR;
    } else if (otherServer == null) {
      String server = NETTY.equals(name) ? "Netty's HTTP server" : HELIDON.equals(name) ? "Helidon's server"
          : GRPC.equals(name) ? "gRPC's server" : null;
      if (server != null) {
        otherServerSeen = now();
        otherServer = server;
      }
    } else if (now() - otherServerSeen > PATIENCE_NANOS) {
      String server = otherServer;
      otherServer = NOT_WAITED_FOR;
      if (!ended && server != NOT_WAITED_FOR) {
        AgentLog.early(properties.getProperty("realip.log", "info"), server + " has been loaded, but no servlet"
            + " container and no framework that the agent knows; the agent does nothing there: addresses are the"
            + " server's own, and so are its settings for forwarded headers, if it has any");
      }
    }
  }

  /** The time in nanoseconds, as {@link System#nanoTime}. */
  long now() {
    return System.nanoTime();
  }

  private static void leave(String name, Throwable failure) {
    String line = name.replace('/', '.') + " is left as it is, its address stays the container's own: " + failure
        + (failure instanceof NoClassDefFoundError || failure instanceof IOException ? JAR_HAS_CHANGED : "");
    try {
      AgentLog.error(line);
    } catch (LinkageError jarIsBroken) {
      System.err.println("realip-agent: error: " + line);
    }
  }

  /**
   * Does all again on a thread of its own, in a moment: the end of a stack, or of the memory, may be this thread's or
   * this moment's alone, and so may be what another agent did while one of our classes was being defined.
   *
   * @return whether there is one more time
   */
  private synchronized boolean retryLater() {
    boolean last = retries == MOST_RETRIES && !isRetrying;
    if (!ended && !isRetrying && !last) {
      final long pause = FIRST_PAUSE_MILLIS << retries;
      Thread thread = new Thread(new Runnable() { // no subclass: to verify this class would load it in every JVM
        @Override
        public void run() {
          retry(pause);
        }
      }, "realip-weave");
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
      isRetrying = true;
      retries++;
    }
    isRetryDue = false;
    ended |= last;
    return !last;
  }

  private void retry(long pause) {
    try {
      Thread.sleep(pause);
      synchronized (this) {
        isRetrying = false;
        if (weaver != null && weaver == failed) { // its class loader may remember the failure
          ((Closeable) weaver).close();
          weaver = null;
        }
      }
      retransformLoaded();
    } catch (Throwable failure) {
      leave("every request class", failure);
    }
  }

  private int retransformLoaded() {
    int candidates = 0;
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() == null && !loaded.getName().startsWith(PACKAGE_OF_THE_JDK)) {
        continue; // hundreds in each JVM, and all that follows runs interpreted
      }
      String name = loaded.getName().replace('.', '/');
      if ((loaded.getClassLoader() != null || RequestClasses.isOfTheJdk(name))
          && instrumentation.isModifiableClass(loaded)
          && (RequestClasses.isCandidate(loaded) || RequestClasses.isOfConnections(name) && mayReadThem())) {
        candidates++;
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Throwable failure) {
          leave(loaded.getName(), failure);
        }
      }
    }
    return candidates;
  }

  /** Returns the state as one line of JSON, without bringing anything in that is not there yet. */
  @SuppressWarnings("unchecked")
  synchronized String status() {
    return weaver != null ? ((Supplier<String>) weaver).get()
        : ended ? "{\"state\":\"off after a failure, which standard error has told\"}"
        : "{\"state\":\"no class of a server that the agent knows has been loaded so far\"}";
  }

  /** Makes the weaver, unless that was done or has ended. */
  synchronized ClassFileTransformer weaver() throws Throwable {
    if (weaver == null && !ended) {
      try {
        // one argument: a reflective call with four takes Java 18 and later 12 ms at first
        weaver = (ClassFileTransformer) HiddenClassLoader.withWeaver().loadClass("io.github.realip.runtime.Weaver")
            .getConstructor(RequestClassTransformer.class).newInstance(this);
      } catch (InvocationTargetException failure) {
        throw failure.getCause();
      }
    }
    return weaver;
  }
}
