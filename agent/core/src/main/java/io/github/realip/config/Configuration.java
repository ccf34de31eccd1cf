package io.github.realip.config;

import io.github.realip.AgentLog;
import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import io.github.realip.containers.ForwardingComponent;
import io.github.realip.address.IpLiteral;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.OriginRules;
import io.github.realip.resolve.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The configuration as it was read at one moment: the values with their origins, the rules, and what is wrong.
 *
 * <p>A value that decides who is believed and cannot be read is an error, and with an error nobody is believed. Any
 * other value that cannot be read is replaced by its default, with a warning.
 */
public final class Configuration {

  /** The most lines about one configuration; a file of another format is wrong on every line. */
  private static final int MOST_LINES = 10;

  private static final int MOST_HOPS = 64;

  private final List<Layer> layers;
  private final List<String> gateways;
  private final Settings settings;
  private final List<Problem> problems = new ArrayList<Problem>();
  private final List<TextFile> files = new ArrayList<TextFile>();

  private final TrustList trusted;
  private final List<HeaderRule> headers;
  private final int trustedHops;
  private final AddressFormat format;
  private final boolean enabled;
  private final boolean diagnose;
  private final AgentLog.Level log;
  private final int dnsRefreshSeconds;
  private final ForwardingComponent deferTo;
  private final OriginRules origin;

  private Configuration(List<Layer> layers, List<String> gateways) {
    this.layers = layers;
    this.gateways = gateways;
    settings = new Settings(problems);
    for (Layer layer : layers) {
      settings.add(layer);
    }
    readFile();
    log = readLog();
    enabled = flag(Key.ENABLED);
    diagnose = flag(Key.DIAGNOSE);
    trusted = new TrustList(setting(Key.TRUSTED_PROXIES), problems, files);
    excludeGateways();
    offerPresetSettings();
    headers = HeaderList.parse(setting(Key.HEADERS), problems);
    trustedHops = readTrustedHops();
    format = readFormat();
    dnsRefreshSeconds = readDnsRefresh();
    deferTo = readDeferTo();
    origin = readOrigin();
  }

  /**
   * Reads the configuration of the running agent. System properties rank highest, then come the agent's arguments, the
   * environment and the file.
   *
   * @param systemProperties a copy of the system properties
   * @param environment the environment
   * @param agentArguments what stands behind the jar's name and {@code =}, or {@code null}
   */
  public static Configuration load(Properties systemProperties, Map<String, String> environment,
      String agentArguments) {
    return load(Collections.<Layer>emptyList(), systemProperties, environment, agentArguments);
  }

  /**
   * Reads the configuration that an agent would have, with more layers on top.
   *
   * @param above the layers above the system properties, the highest first
   */
  public static Configuration load(List<Layer> above, Properties systemProperties, Map<String, String> environment,
      String agentArguments) {
    List<Layer> layers = new ArrayList<Layer>(above);
    layers.add(Layer.systemProperties(systemProperties));
    layers.add(Layer.agentArguments(agentArguments));
    layers.add(Layer.environment(environment));
    // the gateway is an outsider's disguise only where a node translates addresses: in Kubernetes
    boolean kubernetes = environment.containsKey("KUBERNETES_SERVICE_HOST");
    return of(layers, kubernetes ? Gateways.ofThisMachine() : Collections.<String>emptyList());
  }

  /**
   * Reads a configuration from the given layers, the highest first, and the file they name.
   *
   * @param gateways addresses that no trusted range covers unless {@code trust-gateway} says so
   */
  public static Configuration of(List<Layer> layers, List<String> gateways) {
    return new Configuration(layers, gateways);
  }

  /** Reads the configuration again from the same layers and the files as they are now. */
  public Configuration reload() {
    return new Configuration(layers, gateways);
  }

  private void readFile() {
    Setting file = setting(Key.CONFIG_FILE);
    if (file.value().isEmpty()) {
      return;
    }
    TextFile text = TextFile.read(file.value());
    files.add(text);
    if (text.text() == null) {
      problems.add(Problem.error(file.origin() + ": cannot read the file " + Printable.quote(text.path()) + ": "
          + text.failure(), "create the file or correct the path"));
    } else {
      settings.add(Layer.file(text));
    }
  }

  private void excludeGateways() {
    if (flag(Key.TRUST_GATEWAY)) {
      return;
    }
    for (String gateway : gateways) {
      Cidr excluded = Cidr.parse(gateway);
      Cidr covering = trusted.exclude(excluded);
      if (covering != null) {
        String address = excluded.toString().substring(0, excluded.toString().indexOf('/'));
        problems.add(Problem.warning("the pod's default gateway " + address + " is not trusted although " + covering
            + " covers it, because clients from outside show its address when a node translates theirs"
            + " (externalTrafficPolicy: Cluster)", "if only proxies come from it, name " + address
            + " itself in realip.trusted-proxies or set realip.trust-gateway=true"));
      }
    }
  }

  private void offerPresetSettings() {
    for (Preset preset : trusted.presets()) {
      for (Map.Entry<Key, String> each : preset.settings().entrySet()) {
        boolean given = settings.isGiven(each.getKey());
        settings.offer(each.getKey(), each.getValue(), "preset " + preset.name());
        if (!given && trusted.entries().size() > 1) {
          problems.add(Problem.warning("preset " + preset.name() + " sets " + each.getKey().label() + "="
              + each.getValue() + ", which now holds for the other entries of the list too",
              "set " + each.getKey().property() + " to what is right for all of them"));
        }
      }
    }
  }

  private int readTrustedHops() {
    Setting hops = setting(Key.TRUSTED_HOPS);
    if (hops.value().isEmpty()) {
      return 0;
    }
    int number = number(hops.value());
    if (number < 1 || number > MOST_HOPS) {
      problems.add(Problem.error(hops.origin() + ": cannot read " + Printable.quote(hops.value()),
          "write a number from 1 to " + MOST_HOPS + ", or leave it out"));
      return 0;
    }
    if (!settings.isGiven(Key.TRUSTED_PROXIES)) {
      problems.add(Problem.warning(hops.origin() + ": without realip.trusted-proxies every peer is believed, so a"
          + " client that gets round the proxies can choose the address it is seen with",
          "set realip.trusted-proxies to the addresses of your proxies"));
    }
    return number;
  }

  private AddressFormat readFormat() {
    Setting format = setting(Key.IPV6_FORMAT);
    for (AddressFormat each : AddressFormat.values()) {
      if (each.name().equalsIgnoreCase(format.value())) {
        return each;
      }
    }
    useDefault(Key.IPV6_FORMAT, "write rfc5952 or java");
    return AddressFormat.RFC5952;
  }

  private AgentLog.Level readLog() {
    AgentLog.Level level = AgentLog.parse(setting(Key.LOG).value());
    if (level == null) {
      useDefault(Key.LOG, "write off, error, warn, info or debug");
      level = AgentLog.parse(Key.LOG.defaultValue());
    }
    return level;
  }

  private int readDnsRefresh() {
    String text = setting(Key.DNS_REFRESH).value().toLowerCase(Locale.ROOT);
    boolean minutes = text.endsWith("m");
    int number = number(minutes || text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
    if (number > 0) {
      return minutes ? number * 60 : number;
    }
    useDefault(Key.DNS_REFRESH, "write a number of seconds or minutes, such as 30s or 1m");
    return 30;
  }

  /** Returns the number that one to four ASCII digits are, or 0 for any other text. */
  private static int number(String text) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!IpLiteral.isDigit(text.charAt(i)) || i > 3) {
        return 0;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private ForwardingComponent readDeferTo() {
    Setting name = setting(Key.DEFER_TO);
    ForwardingComponent component = ForwardingComponent.named(name.value());
    if (component == null && !name.value().isEmpty()) {
      String nearest = Spelling.nearest(name.value(), ForwardingComponent.labels());
      problems.add(Problem.warning(name.origin() + ": no forwarding component is called "
          + Printable.quote(name.value()) + ", the agent's address counts everywhere",
          nearest == null ? "the known names: " + String.join(", ", ForwardingComponent.labels())
              : "did you mean " + nearest + "?"));
    }
    return component;
  }

  private OriginRules readOrigin() {
    OriginRules rules = Rewriting.read(settings, problems);
    if (rules != null && deferTo != null) {
      problems.add(Problem.warning(setting(Key.REWRITE).origin() + ": scheme, host and port stay those of "
          + deferTo.label() + ", which " + setting(Key.DEFER_TO).origin() + " leaves in charge",
          "leave out one of the two"));
      return null;
    }
    return rules;
  }

  private boolean flag(Key key) {
    Setting setting = setting(key);
    if (setting.value().equalsIgnoreCase("true")) {
      return true;
    }
    if (!setting.value().equalsIgnoreCase("false")) {
      // false is the safe reading of all flags: change nothing, trust no gateway, be silent
      problems.add(Problem.warning(setting.origin() + ": cannot read " + Printable.quote(setting.value())
          + ", taken for false", "write true or false"));
    }
    return false;
  }

  private void useDefault(Key key, String remedy) {
    Setting setting = setting(key);
    problems.add(Problem.warning(setting.origin() + ": cannot read " + Printable.quote(setting.value())
        + ", the default " + key.defaultValue() + " holds", remedy));
  }

  /** Returns the value of a key, its origin and what it overrides. */
  public Setting setting(Key key) {
    return settings.get(key);
  }

  /** Returns what is wrong, one line each. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Tells whether all that decides who is believed could be read. */
  public boolean isValid() {
    for (Problem problem : problems) {
      if (problem.isError()) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether an answer can ever be another than the container's. */
  public boolean isActive() {
    boolean anybodyIsBelieved = !trusted.isEmpty()
        || trustedHops > 0 && !settings.isGiven(Key.TRUSTED_PROXIES);
    return enabled && isValid() && anybodyIsBelieved;
  }

  /** Tells whether an answer can be another than the container's, now or after a file has changed. */
  public boolean mayEverBeActive() {
    return isActive() || readsFiles();
  }

  /** Tells whether the agent is to look out for lost client addresses, also where nobody is trusted yet. */
  public boolean isDiagnosing() {
    return diagnose && enabled && isValid();
  }

  /** Returns the pod's default gateways; none outside Kubernetes. */
  public List<String> gateways() {
    return Collections.unmodifiableList(gateways);
  }

  /**
   * Makes the rules, whether they are in force or not.
   *
   * @param dnsAnswers the addresses behind the names of {@link #dnsNames()}; a name without an answer trusts nobody
   * @return the rules, or {@code null} if the configuration is not valid
   */
  public Rules rules(Map<String, List<Cidr>> dnsAnswers) {
    return isValid()
        ? Rules.of(trusted.with(dnsAnswers), headers, trustedHops, settings.isGiven(Key.TRUSTED_PROXIES), format)
            .with(origin)
        : null;
  }

  /** Returns the names of the entries {@code dns:NAME}. */
  public Set<String> dnsNames() {
    return trusted.dnsNames();
  }

  /** Returns the component that is left in charge of the address, or {@code null}. */
  public ForwardingComponent deferTo() {
    return deferTo;
  }

  /** Tells whether scheme, host or port are rewritten besides the address. */
  public boolean rewritesOrigin() {
    return origin != null;
  }

  /** How often names are looked up, in seconds. */
  public int dnsRefreshSeconds() {
    return dnsRefreshSeconds;
  }

  /** Whether it was read from a file, or names one. */
  public boolean readsFiles() {
    return !files.isEmpty();
  }

  /** Whether a file that it was read from is another one now. */
  public boolean filesHaveChanged() {
    for (TextFile file : files) {
      if (file.hasChanged()) {
        return true;
      }
    }
    return false;
  }

  /** Says in one line what the agent does with this configuration. */
  public String summary() {
    return summary("");
  }

  private String summary(String place) {
    if (!isValid()) {
      return "rewriting is off, every answer is the container's, until the errors are mended";
    }
    if (!enabled) {
      return "rewriting is off: " + setting(Key.ENABLED).origin() + " = "
          + Printable.escape(setting(Key.ENABLED).value());
    }
    if (!isActive()) {
      return "rewriting is off: nobody is trusted; set realip.trusted-proxies to the addresses of your proxies, as in"
          + " -Drealip.trusted-proxies=10.0.0.7 or REALIP_TRUSTED_PROXIES=10.0.0.7";
    }
    StringBuilder line = new StringBuilder("rewriting is on" + place + ": trusts ");
    line.append(trusted.isEmpty() ? "every peer" : Printable.escape(join(trusted.entries())));
    line.append("; reads ").append(Printable.escape(join(headers)));
    if (trustedHops > 0) {
      line.append("; takes address ").append(trustedHops).append(" from the right");
    }
    if (origin != null) {
      line.append("; rewrites ").append(Printable.escape(setting(Key.REWRITE).value()));
    }
    if (deferTo != null) {
      line.append("; what ").append(deferTo.label()).append(" writes stays");
    }
    return line.toString();
  }

  private static String join(Iterable<?> items) {
    StringBuilder joined = new StringBuilder();
    for (Object item : items) {
      joined.append(joined.length() == 0 ? "" : ", ")
          .append(item instanceof HeaderRule ? ((HeaderRule) item).name() : item);
    }
    return joined.toString();
  }

  /**
   * Sets the log's level and says what is wrong and what the agent does.
   *
   * @param place where addresses are rewritten, or {@code null} as long as they are nowhere: then nothing is claimed
   */
  public void announce(String place) {
    AgentLog.level(log);
    complain("rewriting is off");
    announceRewriting(place);
  }

  /** Says where addresses are rewritten, or why they are not. */
  public void announceRewriting(String place) {
    if (place != null || !isActive()) {
      AgentLog.info(summary(" in " + place));
    }
  }

  /** Sets the log's level and says what is wrong, before any class is woven. */
  public void announce() {
    announce(null);
  }

  /**
   * Says what is wrong.
   *
   * @param consequence what happens because of errors
   */
  public void complain(String consequence) {
    for (Problem problem : problems.subList(0, Math.min(problems.size(), MOST_LINES))) {
      problem.log(consequence);
    }
    if (problems.size() > MOST_LINES) {
      AgentLog.warn((problems.size() - MOST_LINES) + " more lines like these: java -jar realip-agent.jar check");
    }
  }
}
