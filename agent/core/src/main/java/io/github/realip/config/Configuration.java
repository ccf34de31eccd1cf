package io.github.realip.config;

import io.github.realip.AgentLog;
import io.github.realip.RealIpAgent;
import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import io.github.realip.connection.Senders;
import io.github.realip.containers.ForwardingComponent;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.TrustedProxies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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

  private final List<Layer> layers;
  private final Machine machine;
  private final Settings settings;
  /** Those of the JVM's start: some are read then only. */
  private final Settings atStart;
  private final Problems problems = new Problems();
  private final List<TextFile> files = new ArrayList<TextFile>();

  private final TrustList trusted;
  private final TrustList senders;
  private final boolean acceptsMissingProxyHeader;
  private final List<HeaderRule> headers;
  private final int trustedHops;
  private final AddressFormat format;
  private final Mode mode;
  private final boolean diagnose;
  private final AgentLog.Level log;
  private final int dnsRefreshSeconds;
  private final ForwardingComponent deferTo;
  private final Rewriting rewriting;

  /**
   * Reads a configuration.
   *
   * @param before the one in force, or {@code null} if the JVM has just started
   */
  private Configuration(List<Layer> layers, Machine machine, Configuration before) {
    this.layers = layers;
    this.machine = machine;
    settings = new Settings(problems);
    for (Layer layer : layers) {
      settings.add(layer);
    }
    atStart = before == null ? settings : before.atStart;
    readFile(before);
    Values values = new Values(settings, problems);
    log = values.log();
    mode = values.mode();
    diagnose = before == null ? values.flag(Key.DIAGNOSE) : before.diagnose;
    if (mode == Mode.OBSERVE && !diagnose) {
      problems.add(Problem.warning(setting(Key.DIAGNOSE).origin() + ": nothing is counted, so " + Key.MODE.label()
          + "=observe shows nothing", "leave out " + Key.DIAGNOSE.label()));
    }
    List<String> excluded = values.flag(Key.TRUST_GATEWAY) ? Collections.<String>emptyList() : machine.gateways();
    trusted = new TrustList(setting(Key.TRUSTED_PROXIES), problems, files, before != null, excluded);
    senders = new TrustList(setting(Key.PROXY_PROTOCOL), problems, files, before != null, excluded);
    acceptsMissingProxyHeader = values.acceptsMissingProxyHeader();
    warnOfGateways(trusted, Key.TRUSTED_PROXIES);
    warnOfGateways(senders, Key.PROXY_PROTOCOL);
    warnOfSenders();
    offerPresetSettings();
    headers = HeaderList.parse(setting(Key.HEADERS), problems);
    trustedHops = values.trustedHops();
    format = values.format();
    dnsRefreshSeconds = values.dnsRefreshSeconds();
    deferTo = before == null ? values.deferTo() : before.deferTo;
    rewriting = new Rewriting(settings, problems, before == null ? null : before.rewriting);
    warnOfTwoInCharge();
    if (before != null) {
      new Change(before, this, atStart).check(problems);
    }
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
    return of(layers, Machine.here(environment.containsKey("KUBERNETES_SERVICE_HOST")));
  }

  /**
   * Reads a configuration from the given layers, the highest first, and the file they name.
   *
   * @param gateways addresses that no trusted range covers unless {@code trust-gateway} says so
   */
  public static Configuration of(List<Layer> layers, List<String> gateways) {
    return of(layers, new Machine(gateways, Collections.<String>emptyList(), ""));
  }

  static Configuration of(List<Layer> layers, Machine machine) {
    return new Configuration(layers, machine, null);
  }

  /**
   * Reads the configuration again, from the same layers and the files as they are now. What decides who is believed is
   * never taken back by something that is missing now: that is an error of the new configuration.
   */
  public Configuration reload() {
    return new Configuration(layers, machine, this);
  }

  private void readFile(Configuration before) {
    Setting named = setting(Key.CONFIG_FILE);
    TextFile file = named.value().isEmpty() ? findFile(before) : read(named.value());
    if (file == null) {
      return;
    }
    if (file.text() == null) {
      problems.add(Problem.error(setting(Key.CONFIG_FILE).origin() + ": cannot read the file "
          + Printable.quote(file.path()) + ": " + file.failure(), "create the file or correct the path"));
      return;
    }
    if (before == null) {
      warnOf(file);
    }
    settings.add(SettingsFile.read(file));
  }

  /** The first of the default files that is there, or that was there before. */
  private TextFile findFile(Configuration before) {
    for (String path : machine.defaultFiles()) {
      TextFile file = read(path);
      if (!file.isMissing() || before != null && before.setting(Key.CONFIG_FILE).value().equals(path)) {
        settings.offer(Key.CONFIG_FILE, new Setting(path, "default place", null));
        return file;
      }
    }
    return null;
  }

  private TextFile read(String path) {
    TextFile file = TextFile.read(path);
    files.add(file);
    return file;
  }

  private void warnOf(TextFile file) {
    if (file.text().trim().isEmpty()) {
      problems.add(Problem.warning("the file " + Printable.quote(file.path()) + " is empty",
          "write settings into it, one a line, such as trusted-proxies=10.0.0.7"));
    }
    if (machine.neverUpdates(file.path())) {
      problems.add(Problem.warning("the file " + Printable.quote(file.path()) + " is mounted by itself (subPath), so"
          + " Kubernetes never changes it in a running pod", "mount the whole volume as a directory"));
    }
  }

  private void warnOfSenders() {
    String origin = setting(Key.PROXY_PROTOCOL).origin();
    if (senders.hasUnixPeers()) {
      problems.add(Problem.warning(origin + ": the PROXY protocol is not read on unix-domain sockets, so unix: does"
          + " nothing there", "leave it out"));
    }
    if (acceptsMissingProxyHeader && senders.overlaps(trusted)) {
      problems.add(Problem.warning(setting(Key.PROXY_PROTOCOL_MISSING).origin() + ": some addresses are both in "
          + Key.PROXY_PROTOCOL.property() + " and in " + Key.TRUSTED_PROXIES.property() + ", so where the protocol is"
          + " switched off their clients can choose the address they are seen with",
          "take them out of " + Key.TRUSTED_PROXIES.property()));
    } else if (acceptsMissingProxyHeader && !senders.isEmpty()) {
      problems.add(Problem.warning(setting(Key.PROXY_PROTOCOL_MISSING).origin() + ": if the PROXY protocol is switched"
          + " off at the load balancer, clients have its address and nothing tells you",
          "if its health checks can send the header, let them and use close"));
    } else if (senders.isEmpty() && settings.isGiven(Key.PROXY_PROTOCOL_MISSING)) {
      problems.add(Problem.warning(setting(Key.PROXY_PROTOCOL_MISSING).origin() + " does nothing without "
          + Key.PROXY_PROTOCOL.property(), "set that to the addresses of your load balancers"));
    }
  }

  private void warnOfGateways(TrustList list, Key key) {
    for (Map.Entry<Cidr, Cidr> each : list.coveredGateways().entrySet()) {
      String gateway = each.getKey().toString();
      String address = gateway.substring(0, gateway.indexOf('/'));
      problems.add(Problem.warning("the pod's default gateway " + address + " is not trusted although "
          + each.getValue() + " covers it, because clients from outside show its address when a node translates theirs"
          + " (externalTrafficPolicy: Cluster)", "if only proxies come from it, name " + address
          + " itself in " + key.property() + " or set realip.trust-gateway=true"));
    }
  }

  private void offerPresetSettings() {
    for (Preset preset : trusted.presets()) {
      for (Map.Entry<Key, String> each : preset.settings().entrySet()) {
        boolean given = settings.isGiven(each.getKey());
        settings.offer(each.getKey(), new Setting(each.getValue(), "preset " + preset.name(), null));
        if (!given && trusted.hasSeveralEntries()) {
          problems.add(Problem.warning("preset " + preset.name() + " sets " + each.getKey().label() + "="
              + each.getValue() + ", which now holds for the other entries of the list too",
              "set " + each.getKey().property() + " to what is right for all of them"));
        }
      }
    }
  }

  private void warnOfTwoInCharge() {
    if (deferTo != null && rewriting.origin() != null) {
      warnOfTwoInCharge("scheme, host and port stay those of ");
    }
    if (deferTo != null && rewriting.ofHeaders()) {
      warnOfTwoInCharge("headers stay as they are sent, for the address is that of ");
    }
  }

  private void warnOfTwoInCharge(String what) {
    problems.add(Problem.warning(setting(Key.REWRITE).origin() + ": " + what + deferTo.label() + ", which "
        + setting(Key.DEFER_TO).origin() + " leaves in charge", "leave out one of the two"));
  }

  /** Returns the value of a key, its origin and what it overrides. */
  public Setting setting(Key key) {
    return settings.get(key);
  }

  /** Returns what is wrong, one line each. */
  public List<Problem> problems() {
    return problems.all();
  }

  /** Returns the first of the errors, or {@code null} if there is none. */
  public Problem firstError() {
    for (Problem problem : problems.all()) {
      if (problem.isError()) {
        return problem;
      }
    }
    return null;
  }

  /** Tells whether all that decides who is believed could be read. */
  public boolean isValid() {
    return !problems.haveError();
  }

  /** Tells whether the rewriting is switched off, whatever else is set and however wrong the rest is. */
  public boolean isSwitchedOff() {
    return mode == Mode.OFF;
  }

  /** Tells whether requests are decided, but the answers are the container's. */
  public boolean isObserving() {
    return mode == Mode.OBSERVE && isActive();
  }

  /** Tells what becomes of decisions. */
  public Mode mode() {
    return mode;
  }

  /** Tells whether requests are decided: whether somebody is believed. */
  public boolean isActive() {
    return mode != Mode.OFF && isValid() && (anyHeaderIsBelieved() || !senders.isEmpty());
  }

  private boolean anyHeaderIsBelieved() {
    return !trusted.isEmpty() || trustedHops > 0 && !settings.isGiven(Key.TRUSTED_PROXIES);
  }

  /** Tells whether requests are decided, now or after a file has changed. */
  public boolean mayEverBeActive() {
    return isActive() || readsFiles();
  }

  /** Tells whether the agent is to look out for lost client addresses, also where nobody is trusted yet. */
  public boolean isDiagnosing() {
    return diagnose && mode != Mode.OFF && isValid();
  }

  /** Returns the pod's default gateways; none outside Kubernetes. */
  public List<String> gateways() {
    return machine.gateways();
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
            .with(rewritesOrigin() ? rewriting.origin() : null).with(clientHeaders()).observed(mode == Mode.OBSERVE)
        : null;
  }

  /**
   * Returns those whose PROXY protocol is read, whether that is in force or not; nobody if the configuration is not
   * valid.
   *
   * @param dnsAnswers as for {@link #rules}
   */
  public Senders senders(Map<String, List<Cidr>> dnsAnswers) {
    return new Senders(isValid() ? senders.with(dnsAnswers) : TrustedProxies.NOBODY, acceptsMissingProxyHeader, format);
  }

  /** Tells whether anything is set about whose PROXY protocol is read, be it right or wrong. */
  public boolean namesSenders() {
    return !setting(Key.PROXY_PROTOCOL).value().isEmpty();
  }

  /** Returns the names of the entries {@code dns:NAME} of the trusted proxies. */
  public Set<String> trustedNames() {
    return trusted.dnsNames();
  }

  /** Returns the names of all entries {@code dns:NAME}. */
  public Set<String> dnsNames() {
    Set<String> names = new LinkedHashSet<String>(trusted.dnsNames());
    names.addAll(senders.dnsNames());
    return names;
  }

  /** Returns the component that is left in charge of the address, or {@code null}. */
  public ForwardingComponent deferTo() {
    return deferTo;
  }

  /** Tells whether scheme, host or port are rewritten besides the address. */
  public boolean rewritesOrigin() {
    return deferTo == null && rewriting.origin() != null;
  }

  /**
   * Returns the headers that name a client, or {@code null} if all headers stay as they are sent. Where there are any,
   * nobody may read what a client has written into them, also while nobody is believed or the rest has errors.
   */
  public ClientHeaders clientHeaders() {
    return deferTo == null && rewriting.ofHeaders() ? rewriting.clientHeaders(headers) : null;
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

  /** Tells whether both were read from the same files with the same content. */
  public boolean isReadFromTheSameAs(Configuration other) {
    boolean same = files.size() == other.files.size();
    for (int i = 0; same && i < files.size(); i++) {
      same = files.get(i).isLike(other.files.get(i));
    }
    return same;
  }

  /** Says in one line what the agent does with this configuration. */
  public String summary() {
    return summary("");
  }

  private String summary(String place) {
    if (isSwitchedOff()) {
      return "rewriting is off: " + setting(Key.MODE).origin() + " = "
          + Printable.escape(setting(Key.MODE).value()) + unreadProxyHeaders();
    }
    if (!isValid()) {
      return "rewriting is off until these errors are fixed; getRemoteAddr() returns the container's own value"
          + hiddenHeaders() + unreadProxyHeaders();
    }
    if (!isActive()) {
      return "rewriting is off: nobody is trusted; set realip.trusted-proxies to the addresses of your proxies, as in"
          + " -Drealip.trusted-proxies=10.0.0.7 or REALIP_TRUSTED_PROXIES=10.0.0.7" + defaultFile() + hiddenHeaders();
    }
    StringBuilder line = new StringBuilder(isObserving() ? "observing, nothing is rewritten" : "rewriting is on")
        .append(place).append(": ");
    if (!senders.isEmpty()) {
      line.append("reads the PROXY protocol of ").append(senders)
          .append(acceptsMissingProxyHeader ? " where it is sent; " : "; ");
    }
    if (anyHeaderIsBelieved()) {
      line.append(isObserving() ? "would trust " : "trusts ")
          .append(trusted.isEmpty() ? "every peer" : trusted.toString());
      line.append("; reads ").append(Printable.escape(join(headers)));
    } else {
      line.append("trusts nobody's headers");
    }
    if (trustedHops > 0) {
      line.append("; takes address ").append(trustedHops).append(" from the right");
    }
    if (rewritesOrigin() || clientHeaders() != null && !rewriting.hidesHeaders()) {
      line.append("; rewrites ").append(Printable.escape(setting(Key.REWRITE).value()));
    } else {
      line.append(hiddenHeaders());
    }
    if (deferTo != null) {
      line.append("; what ").append(deferTo.label()).append(" writes stays");
    }
    return line.append("; settings from ").append(Printable.escape(join(settings.places()))).toString();
  }

  private String hiddenHeaders() {
    return mode != Mode.ON || clientHeaders() == null ? "" : "; headers that name a client are hidden";
  }

  private String unreadProxyHeaders() {
    return !namesSenders() ? ""
        : "; the PROXY protocol is not read, so the server refuses connections that begin with it";
  }

  private String defaultFile() {
    for (TextFile file : files) {
      if (file.isMissing()) {
        return ", or write trusted-proxies=10.0.0.7 into " + Printable.escape(file.path());
      }
    }
    return "";
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
      String agent = RealIpAgent.identity();
      String summary = summary(" in " + place);
      AgentLog.info(summary + (agent == null ? "" : "; " + agent));
      RealIpAgent.mark(summary);
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
    List<Problem> lines = new ArrayList<Problem>();
    for (Problem problem : problems.all()) {
      lines.add(problem.isError() ? errors(lines) : lines.size(), problem);
    }
    for (Problem problem : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
      problem.log(consequence);
    }
    if (lines.size() > MOST_LINES) {
      AgentLog.warn((lines.size() - MOST_LINES) + " more lines like these: java -jar realip-agent.jar check");
    }
  }

  /** Errors are said first, for there may be more lines than are said. */
  private static int errors(List<Problem> lines) {
    int errors = 0;
    while (errors < lines.size() && lines.get(errors).isError()) {
      errors++;
    }
    return errors;
  }
}
