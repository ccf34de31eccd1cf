package io.github.realip.config;

import io.github.realip.AgentLog;
import io.github.realip.address.AddressFormat;
import io.github.realip.address.IpLiteral;
import io.github.realip.containers.ForwardingComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the values that are one word or number. One that cannot be read is an error if it decides who is believed; else
 * its default is taken, with a warning.
 */
final class Values {

  /** No hop count, whatever a preset says. */
  static final String NO_HOPS = "none";
  private static final int MOST_HOPS = 64;

  private static final List<String> YES = Arrays.asList("true", "yes", "on", "1");
  private static final List<String> NO = Arrays.asList("false", "no", "off", "0");

  private final Settings settings;
  private final Problems problems;

  Values(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** The hop count, or 0 if there is none. */
  int trustedHops() {
    Setting hops = settings.get(Key.TRUSTED_HOPS);
    if (hops.value().isEmpty() || hops.value().equalsIgnoreCase(NO_HOPS)) {
      return 0;
    }
    int number = number(hops.value());
    if (number < 1 || number > MOST_HOPS) {
      invalid(Key.TRUSTED_HOPS, "write a number from 1 to " + MOST_HOPS + ", or " + NO_HOPS);
      return 0;
    }
    if (!settings.isGiven(Key.TRUSTED_PROXIES)) {
      problems.add(Problem.warning(hops.origin() + ": without realip.trusted-proxies every peer is believed, so a"
          + " client that gets round the proxies can choose the address it is seen with",
          "set realip.trusted-proxies to the addresses of your proxies"));
    }
    return number;
  }

  /** Whether a connection of a load balancer may begin without the header of the PROXY protocol. */
  boolean acceptsMissingProxyHeader() {
    String value = settings.get(Key.PROXY_PROTOCOL_MISSING).value();
    boolean accepts = value.equalsIgnoreCase("accept");
    if (!accepts && !value.equalsIgnoreCase("close")) {
      invalid(Key.PROXY_PROTOCOL_MISSING, "write close or accept");
    }
    return accepts;
  }

  /** How an IPv6 client is written. */
  AddressFormat format() {
    Setting format = settings.get(Key.IPV6_FORMAT);
    for (AddressFormat each : AddressFormat.values()) {
      if (each.name().equalsIgnoreCase(format.value())) {
        return each;
      }
    }
    useDefault(Key.IPV6_FORMAT, "valid values: rfc5952, java");
    return AddressFormat.RFC5952;
  }

  /** How much is said. */
  AgentLog.Level log() {
    AgentLog.Level level = AgentLog.parse(settings.get(Key.LOG).value());
    if (level == null) {
      useDefault(Key.LOG, "valid values: off, error, warn, info, debug");
      level = AgentLog.parse(Key.LOG.defaultValue());
    }
    return level;
  }

  /** How often names are looked up, in seconds. */
  int dnsRefreshSeconds() {
    String text = settings.get(Key.DNS_REFRESH).value().toLowerCase(Locale.ROOT);
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

  /** The component that is left in charge of the address, or {@code null}. */
  ForwardingComponent deferTo() {
    Setting name = settings.get(Key.DEFER_TO);
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

  /** What becomes of decisions; with a value that cannot be read it does not matter, for that is an error. */
  Mode mode() {
    String value = settings.get(Key.MODE).value().toLowerCase(Locale.ROOT);
    if (value.equals("observe")) {
      return Mode.OBSERVE;
    }
    if (!YES.contains(value) && !NO.contains(value)) {
      invalid(Key.MODE, "write on, observe or off");
    }
    return NO.contains(value) ? Mode.OFF : Mode.ON;
  }

  /** A yes or no; the default if it cannot be read. */
  boolean flag(Key key) {
    String value = settings.get(key).value().toLowerCase(Locale.ROOT);
    if (YES.contains(value) || NO.contains(value)) {
      return YES.contains(value);
    }
    if (key.decidesTrust()) {
      invalid(key, "write true or false");
    } else {
      useDefault(key, "valid values: true, false");
    }
    return Boolean.parseBoolean(key.defaultValue());
  }

  private void invalid(Key key, String remedy) {
    Setting setting = settings.get(key);
    String slip = Slips.remedy(setting.value());
    problems.add(Problem.error(setting.origin() + ": invalid value " + Printable.quote(setting.value()),
        slip == null ? remedy : slip));
  }

  private void useDefault(Key key, String remedy) {
    Setting setting = settings.get(key);
    String slip = Slips.remedy(setting.value());
    problems.add(Problem.warning(setting.origin() + ": invalid value " + Printable.quote(setting.value())
        + ", using the default " + key.defaultValue(), slip == null ? remedy : slip));
  }
}
