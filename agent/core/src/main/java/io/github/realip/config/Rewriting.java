package io.github.realip.config;

import io.github.realip.resolve.AllowedHosts;
import io.github.realip.resolve.Authority;
import io.github.realip.resolve.Fact;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.OriginRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code realip.rewrite} and what belongs to it. With a mistake in them only the address is rewritten. */
final class Rewriting {

  private static final String ADDRESS = "address";
  private final Settings settings;
  private final Problems problems;
  private final OriginRules before;
  private boolean mistaken;

  private Rewriting(Settings settings, Problems problems, OriginRules before) {
    this.settings = settings;
    this.problems = problems;
    this.before = before;
  }

  /**
   * The rules for scheme, host and port, or {@code null} if the address is all that is rewritten.
   *
   * @param before those in force, which a mistake leaves there
   */
  static OriginRules read(Settings settings, Problems problems, OriginRules before) {
    return new Rewriting(settings, problems, before).read();
  }

  private OriginRules read() {
    Set<Fact> facts = facts(settings.get(Key.REWRITE));
    List<String> protoHeaders = protoHeaders(settings.get(Key.PROTO_HEADERS));
    AllowedHosts allowedHosts = allowedHosts(settings.get(Key.ALLOWED_HOSTS));
    int securePort = securePort(settings.get(Key.SECURE_PORT));
    if (mistaken) {
      return before;
    }
    if (facts.isEmpty()) {
      return null;
    }
    warn(facts, allowedHosts);
    return new OriginRules(facts, protoHeaders, allowedHosts, securePort);
  }

  private Set<Fact> facts(Setting setting) {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    for (String word : words(setting)) {
      boolean known = word.equalsIgnoreCase(ADDRESS);
      for (Fact fact : Fact.values()) {
        if (fact.name().equalsIgnoreCase(word)) {
          known = facts.add(fact) || true;
        }
      }
      if (!known) {
        String nearest = Spelling.nearest(word.toLowerCase(Locale.ROOT), ADDRESS, "proto", "host", "port");
        mistake(setting, word, "write address, proto, host or port, separated by commas"
            + (nearest == null ? "" : ", or did you mean " + nearest + "?"));
      }
    }
    return facts;
  }

  private List<String> protoHeaders(Setting setting) {
    List<String> names = new ArrayList<String>();
    for (String name : words(setting)) {
      if (HeaderRule.isToken(name)) {
        names.add(name);
      } else {
        mistake(setting, name, "a header's name has only letters, digits and - in it");
      }
    }
    if (names.isEmpty()) { // only commas; a mistake is told already
      names.add(Key.PROTO_HEADERS.defaultValue());
    }
    return names;
  }

  private AllowedHosts allowedHosts(Setting setting) {
    AllowedHosts hosts = new AllowedHosts();
    List<String> entries = words(setting);
    for (String entry : entries) {
      if (!hosts.add(entry)) {
        mistake(setting, entry, "write a host without scheme and port, such as www.example.com, or *.example.com for"
            + " all below it");
      }
    }
    return entries.isEmpty() ? null : hosts;
  }

  private int securePort(Setting setting) {
    int port = Authority.port(setting.value());
    if (port != 0) {
      return port;
    }
    problems.add(Problem.warning(setting.origin() + ": invalid value " + Printable.quote(setting.value())
        + ", using the default " + Key.SECURE_PORT.defaultValue(), "write a port from 1 to 65535"));
    return Authority.port(Key.SECURE_PORT.defaultValue());
  }

  private void warn(Set<Fact> facts, AllowedHosts allowedHosts) {
    Setting rewrite = settings.get(Key.REWRITE);
    if (facts.contains(Fact.HOST) && allowedHosts == null) {
      problems.add(Problem.warning(rewrite.origin() + ": any host that a trusted proxy passes on is believed, and many"
          + " pass on what a client sends in X-Forwarded-Host", "set realip.allowed-hosts to the names of your site"));
    }
  }

  private void mistake(Setting setting, String text, String remedy) {
    mistaken = true;
    problems.add(Problem.ofOnePart(setting.origin() + ": invalid entry " + Printable.quote(text), before == null
        ? "only the address is rewritten" : "the previous rules for scheme, host and port stay", remedy));
  }

  private static List<String> words(Setting setting) {
    List<String> words = new ArrayList<String>();
    for (String word : setting.value().split(",")) {
      if (!word.trim().isEmpty()) {
        words.add(word.trim());
      }
    }
    return words;
  }
}
