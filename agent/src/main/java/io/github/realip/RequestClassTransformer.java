package io.github.realip;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Properties;

/**
 * Looks at every class that is loaded and lets all but request classes pass at once. Only the first request class
 * brings in the rest of the agent: a JVM that serves no requests never loads it.
 */
final class RequestClassTransformer implements ClassFileTransformer {

  private final Instrumentation instrumentation;
  private final Properties properties;
  private final String arguments;

  private ClassFileTransformer weaver;
  private boolean failed;

  RequestClassTransformer(Instrumentation instrumentation, Properties properties, String arguments) {
    this.instrumentation = instrumentation;
    this.properties = properties;
    this.arguments = arguments;
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (loader == null || name == null || !RequestClasses.isCandidate(name, bytes)) {
      return null;
    }
    try {
      ClassFileTransformer found = weaver();
      return found == null ? null : found.transform(loader, name, loaded, domain, bytes);
    } catch (Throwable failure) { // the JVM would swallow it without a trace
      AgentLog.error(name.replace('/', '.') + " is left as it is, its address stays the container's own: " + failure);
      return null;
    }
  }

  /**
   * Weaves request classes that are in the JVM already: an ahead-of-time cache (Java 24 and later) loads them before
   * any agent runs, and so does a later attach. They never come through {@link #transform} by themselves.
   */
  void retransformLoaded() {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() != null && RequestClasses.isCandidate(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Throwable failure) {
          AgentLog.error(loaded.getName() + " is left as it is, its address stays the container's own: " + failure);
        }
      }
    }
  }

  private synchronized ClassFileTransformer weaver() throws Exception {
    if (weaver == null && !failed) {
      failed = true;
      weaver = (ClassFileTransformer) HiddenClassLoader.withWeaver().loadClass("io.github.realip.weave.Weaver")
          .getConstructor(Instrumentation.class, Properties.class, String.class)
          .newInstance(instrumentation, properties, arguments);
      failed = false;
    }
    return weaver;
  }
}
