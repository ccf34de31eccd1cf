package io.github.realip.weave;

import java.io.Closeable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;

import io.github.realip.AgentLog;
import io.github.realip.bridge.AddressText;
import io.github.realip.bridge.ClientAddress;
import io.github.realip.bridge.OwnAddress;
import io.github.realip.bridge.RemoteHost;
import io.github.realip.bridge.Watch;
import io.github.realip.config.Configuration;
import io.github.realip.config.LiveRules;
import io.github.realip.diagnose.Diagnosis;

/** Weaves request classes, once it has read the configuration and opened the bridge; made at the first of them. */
public final class Weaver implements ClassFileTransformer, Closeable {

  private final boolean needed;
  private Diagnosis diagnosis;

  /**
   * Reads the configuration, says in one line each what is wrong with it, and opens the bridge if there is a reason to.
   *
   * @param properties the system properties as they were at the start of the JVM
   * @param arguments what stood behind {@code =} in the option, or {@code null}
   * @throws Exception if the bridge cannot be opened
   */
  public Weaver(Instrumentation instrumentation, Properties properties, String arguments) throws Exception {
    Configuration configuration = Configuration.load(properties, System.getenv(), arguments);
    configuration.announce();
    needed = configuration.mayEverBeActive() || configuration.isDiagnosing();
    if (needed) {
      LiveRules rules = new LiveRules(configuration);
      if (configuration.isDiagnosing()) {
        diagnosis = new Diagnosis(rules, System.getenv().containsKey("KUBERNETES_SERVICE_HOST"));
      }
      Map<String, BiFunction<Object, Object, Object>> functions =
          new HashMap<String, BiFunction<Object, Object, Object>>();
      functions.put(Bridge.CLIENT, new ClientAddress(rules, diagnosis == null ? Watch.NONE : diagnosis));
      functions.put(Bridge.OWN, new OwnAddress(rules));
      functions.put(Bridge.HOST, new RemoteHost(rules));
      functions.put(Bridge.TEXT, new AddressText());
      Bridge.open(instrumentation, functions);
    }
  }

  /** Takes back what the agent shows of itself outside woven classes: the MXBean. */
  @Override
  public void close() {
    if (diagnosis != null) {
      diagnosis.close();
    }
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (!needed) {
      return null;
    }
    List<Hook> hooks = Containers.hooks(name);
    if (hooks != null && hooks.isEmpty()) {
      return null;
    }
    ClassWeaver type = new ClassWeaver(bytes);
    byte[] woven = type.weave(hooks == null ? new UnknownContainer(loader).hooks(type) : hooks);
    if (woven != null) {
      AgentLog.debug("woven: " + name.replace('/', '.'));
    }
    return woven;
  }
}
