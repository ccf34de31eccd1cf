package io.github.realip.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.github.realip.AgentLog;
import io.github.realip.RequestClassTransformer;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import io.github.realip.connection.ConnectionFunctions;
import io.github.realip.containers.Family;
import io.github.realip.containers.ForwardingComponent;
import io.github.realip.containers.WovenClass;
import io.github.realip.findings.Findings;
import io.github.realip.observe.RequestWatch;
import io.github.realip.request.Functions;
import io.github.realip.request.Watch;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.weave.Bridge;
import io.github.realip.weave.ClassWeaver;

/** Weaves request classes, once it has read the configuration and opened the bridge; made at the first of them. */
public final class Weaver implements ClassFileTransformer, Closeable, Supplier<String> {

  private static final String SERVLETS_ON_VERTX = "io/undertow/vertx/VertxHttpExchange.class";
  private static final String UNKNOWN = "an unknown container";

  private final LiveRules rules;
  private final RequestWatch watch;
  private final ForwardingComponent inCharge;
  private final boolean rewritesOrigin;
  private final boolean rewritesHeaders;
  private final boolean readsProxyProtocol;
  /** The servers that read the PROXY protocol by themselves. */
  private final Set<String> readers = Collections.synchronizedSet(new HashSet<String>());
  private final Unsupported unsupported;
  private final Instrumentation instrumentation;
  private final Configuration configuration;
  /** The names of the classes that are woven, by family. */
  private final Map<String, Set<String>> woven = new ConcurrentHashMap<String, Set<String>>();
  private final Set<ForwardingComponent> components =
      Collections.newSetFromMap(new ConcurrentHashMap<ForwardingComponent, Boolean>());
  private volatile boolean seesKnown;
  private volatile boolean seesUnknown;

  /**
   * Reads the configuration, says in one line each what is wrong with it, and opens the bridge if there is a reason to.
   *
   * @param agent what was given at the start
   * @throws IllegalArgumentException if it is to be attached, but the configuration has errors; they have been said
   * @throws Exception if the bridge cannot be opened
   */
  public Weaver(RequestClassTransformer agent) throws Exception {
    configuration = agent.isAttached()
        ? Configuration.load(Collections.singletonList(Layer.agentArguments(agent.arguments())), agent.properties(),
            System.getenv(), null)
        : Configuration.load(agent.properties(), System.getenv(), agent.arguments());
    if (agent.isAttached() && !configuration.isValid()) {
      configuration.complain("nothing is attached");
      throw new IllegalArgumentException("its configuration has errors");
    }
    configuration.announce();
    inCharge = configuration.deferTo();
    rewritesOrigin = configuration.rewritesOrigin();
    ClientHeaders clientHeaders = configuration.clientHeaders();
    rewritesHeaders = clientHeaders != null;
    readsProxyProtocol = configuration.namesSenders();
    unsupported = new Unsupported(configuration.setting(Key.REWRITE).value());
    instrumentation = agent.instrumentation();
    boolean diagnosing = configuration.isDiagnosing();
    boolean hidesHeaders = rewritesHeaders && !configuration.isSwitchedOff();
    rules = configuration.mayEverBeActive() || diagnosing || hidesHeaders ? new LiveRules(configuration) : null;
    watch = diagnosing ? watch() : null;
    if (rules != null) {
      Faults faults = new Faults(rewritesHeaders);
      Map<String, BiFunction<Object, Object, Object>> functions =
          Functions.all(rules, watch == null ? Watch.NONE : watch, faults);
      new ClientConnections(rewritesOrigin, rewritesHeaders, faults).addTo(functions);
      ConnectionFunctions.addTo(functions, rules, readers, faults);
      Bridge.open(instrumentation, functions, rewritesHeaders ? names(clientHeaders) : null);
      if (!configuration.dnsNames().isEmpty()) {
        rules.lookUpFirst(!isPremain());
      }
    }
  }

  /** The names for woven code whose question about a name has failed: of JDK types alone, which do not fail. */
  private static Set<String> names(ClientHeaders headers) {
    Set<String> names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headers.names());
    return names;
  }

  private RequestWatch watch() {
    Findings findings = new Findings(rules, System.getenv().containsKey("KUBERNETES_SERVICE_HOST"));
    return new RequestWatch(rules, findings, findings, this, AgentThread.executor("realip-jmx"));
  }

  /** The state of the agent, as one line of JSON. */
  @Override
  public String get() {
    return Status.of(rules == null ? configuration : rules.configuration(), new TreeMap<String, Set<String>>(woven),
        watch, rules == null ? null : rules.lastReload());
  }

  /** Whether an agent's premain has brought a request class: the JVM's start waits for nobody. */
  private static boolean isPremain() {
    for (StackTraceElement caller : new Throwable().getStackTrace()) {
      if (caller.getMethodName().equals("premain")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
    if (rules == null) {
      return null;
    }
    try {
      return weave(name, loader, bytes);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private byte[] weave(String name, ClassLoader loader, byte[] bytes) throws IOException {
    List<WovenClass> known = Family.entries(name);
    List<WovenClass> wanted = wanted(name, known.isEmpty() ? Family.ofUnknownContainer() : known);
    if (wanted.isEmpty()) {
      return null;
    }
    ClassWeaver type = new ClassWeaver(loader, bytes);
    if (known.isEmpty() && !type.isOwnRequest()) {
      return null;
    }
    byte[] woven = type.weave(wanted);
    if (woven != null) {
      AgentLog.debug("woven: " + name.replace('/', '.'));
      for (WovenClass each : type.woven()) {
        note(each, name.replace('/', '.'));
      }
      WovenClass answering = type.answering();
      if (type.answersOrigin()) {
        rules.answersOrigin();
      }
      if (answering != null) {
        String family = answering.family();
        String container = family == null ? UNKNOWN : family;
        // or a mock, beside a known container; or an exporter's, where most are the JDK's; or below Quarkus' servlets
        boolean isCopy = seesKnown && (family == null || answering.isOfTheJdk())
            || loader != null && "Vert.x".equals(family) && loader.getResource(SERVLETS_ON_VERTX) != null;
        answers(name, answering);
        if (rewritesOrigin && !isCopy && (type.missesOrigin() || !Family.coversOrigin(family))) {
          unsupported.origin(container);
        }
        if (rewritesHeaders && !isCopy && (type.missesHeaders() || !Family.coversHeaders(family))) {
          unsupported.headers(container);
        }
        if (readsProxyProtocol && !Family.coversProxyProtocol(family)) {
          unsupported.proxyProtocol(container);
        }
      }
    } else if (!type.misfits().isEmpty() && wanted.get(0).isForProxyProtocol()) {
      unsupported.proxyProtocol(name.replace('/', '.') + " (it " + type.misfits().get(0) + ")");
    } else if (!type.misfits().isEmpty()) {
      AgentLog.warn(name.replace('/', '.') + " is left as it is (it " + type.misfits().get(0)
          + "); requests that it handles keep the container's own address; please report the container's version");
    }
    return woven;
  }

  /** The entries of a class that are of use as things are; says what stands in the way of others. */
  private List<WovenClass> wanted(String name, List<WovenClass> entries) {
    List<WovenClass> wanted = new ArrayList<WovenClass>();
    for (WovenClass each : entries) {
      boolean mayBeSilenced = each.silenced() == null || each.silenced() != inCharge;
      boolean isOfUse = (seesUnknown || !each.isForUnknown()) && (rewritesOrigin || !each.isForOrigin())
          && (rewritesHeaders || !each.isForHeaders())
          && (readsProxyProtocol || !each.isForProxyProtocol());
      if (isOfUse && each.readsProxyProtocol()) {
        leavesProxyProtocolTo(each.family());
      } else if (isOfUse && each.isForProxyProtocol() && each.templates().length == 0) {
        unsupported.proxyProtocol(name.replace('/', '.'));
      } else if (mayBeSilenced && isOfUse) {
        wanted.add(each);
      }
    }
    return wanted;
  }

  private void note(WovenClass entry, String name) {
    String family = entry.family() == null ? "unknown container" : entry.family();
    Set<String> names = new TreeSet<String>(Collections.singleton(name));
    synchronized (woven) {
      if (woven.containsKey(family)) {
        names.addAll(woven.get(family));
      }
      woven.put(family, names);
    }
    ForwardingComponent component = entry.silenced();
    // Quarkus' servlets and vertx-web load the class of their own whether they forward or not
    if (component != null && component != ForwardingComponent.QUARKUS_FORWARDED
        && component != ForwardingComponent.VERTX_FORWARD && components.add(component)) {
      rules.meets(component.label(), name);
    }
  }

  /** A class gives the client's address now, of a known family or, if it has none, of an unknown container. */
  private void answers(String name, WovenClass answering) {
    String family = answering.family();
    rules.rewritingIn((family == null ? UNKNOWN : family) + " (" + name.replace('/', '.') + ")",
        answering.isOfTheJdk());
    if (answering.isOfTheJdk()) {
      return; // it may be an exporter's, beside whatever container
    }
    if (family != null) {
      seesKnown = true;
    } else if (!seesKnown) { // beside a known one it is a mock, or a copy of that one's request
      weaveForUnknown();
    }
  }

  /** A server has been told to read the PROXY protocol by itself: if we did, it would find no header. */
  private void leavesProxyProtocolTo(String server) {
    if (readers.add(server)) {
      AgentLog.warn(server + " is told to read the PROXY protocol by itself, so realip.proxy-protocol does nothing"
          + " there, and whoever connects is believed; to have the agent read it, of listed senders alone, switch it"
          + " off in the server's configuration");
    }
  }

  /** Weaves what is of use to unknown containers only, where it is loaded; later it is woven when it is. */
  private synchronized void weaveForUnknown() {
    if (!seesUnknown) {
      seesUnknown = true;
      AgentThread.start("realip-weave", new Runnable() { // the JVM calls no transformer on a thread that is in one
        @Override
        public void run() {
          Set<String> names = namesForUnknown();
          for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (names.contains(loaded.getName().replace('.', '/'))) {
              weaveAgain(loaded);
            }
          }
        }
      });
    }
  }

  private static Set<String> namesForUnknown() {
    Set<String> names = new HashSet<String>();
    for (Family family : Family.all()) {
      for (WovenClass each : family.classes()) {
        if (each.isForUnknown()) {
          names.add(each.name());
        }
      }
    }
    return names;
  }

  private void weaveAgain(Class<?> loaded) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (Throwable failure) {
      AgentLog.error(loaded.getName() + " is left as it is, its address stays the container's own: " + failure);
    }
  }

  /** Ends what would outlive a detach: from here on the bridge gives every answer as the container has it. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    if (rules != null) {
      rules.close();
    }
  }
}
