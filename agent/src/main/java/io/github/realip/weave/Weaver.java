package io.github.realip.weave;

import java.io.Closeable;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import io.github.realip.AgentLog;
import io.github.realip.RequestClassTransformer;
import io.github.realip.bridge.AddressText;
import io.github.realip.bridge.ClientAddress;
import io.github.realip.bridge.OwnAddress;
import io.github.realip.bridge.RemoteHost;
import io.github.realip.bridge.SocketPeer;
import io.github.realip.bridge.Watch;
import io.github.realip.config.Configuration;
import io.github.realip.config.ForwardingComponent;
import io.github.realip.config.Layer;
import io.github.realip.config.LiveRules;
import io.github.realip.diagnose.Diagnosis;

/** Weaves request classes, once it has read the configuration and opened the bridge; made at the first of them. */
public final class Weaver implements ClassFileTransformer, Closeable {

  private final LiveRules rules;
  private final Diagnosis diagnosis;
  private final ForwardingComponent inCharge;

  /**
   * Reads the configuration, says in one line each what is wrong with it, and opens the bridge if there is a reason to.
   *
   * @param agent what was given at the start
   * @throws IllegalArgumentException if it is to be attached, but the configuration has errors; they have been said
   * @throws Exception if the bridge cannot be opened
   */
  public Weaver(RequestClassTransformer agent) throws Exception {
    Configuration configuration = agent.isAttached()
        ? Configuration.load(Collections.singletonList(Layer.agentArguments(agent.arguments())), agent.properties(),
            System.getenv(), null)
        : Configuration.load(agent.properties(), System.getenv(), agent.arguments());
    if (agent.isAttached() && !configuration.isValid()) {
      configuration.complain("nothing is attached");
      throw new IllegalArgumentException("its configuration has errors");
    }
    configuration.announce();
    inCharge = configuration.deferTo();
    boolean diagnosing = configuration.isDiagnosing();
    rules = configuration.mayEverBeActive() || diagnosing ? new LiveRules(configuration) : null;
    diagnosis = diagnosing ? new Diagnosis(rules, System.getenv().containsKey("KUBERNETES_SERVICE_HOST")) : null;
    if (rules != null) {
      Map<String, BiFunction<Object, Object, Object>> functions =
          new HashMap<String, BiFunction<Object, Object, Object>>();
      functions.put(Bridge.CLIENT, new ClientAddress(rules, diagnosis == null ? Watch.NONE : diagnosis));
      functions.put(Bridge.OWN, new OwnAddress(rules));
      functions.put(Bridge.PEER, new SocketPeer(rules));
      functions.put(Bridge.HOST, new RemoteHost(rules));
      functions.put(Bridge.TEXT, new AddressText());
      Bridge.open(agent.instrumentation(), functions);
    }
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (rules == null) {
      return null;
    }
    List<Hook> hooks = Containers.hooks(name, inCharge);
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

  /** Ends what would outlive a detach: from here on the bridge gives every answer as the container has it. */
  @Override
  public void close() {
    if (diagnosis != null) {
      diagnosis.close();
    }
    if (rules != null) {
      rules.close();
    }
  }
}
