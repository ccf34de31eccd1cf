package io.github.realip.config;

import io.github.realip.resolve.AllowedHosts;
import io.github.realip.resolve.Authority;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.Fact;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.OriginRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code realip.rewrite} and what belongs to it. With a mistake in them only the address is rewritten, and the headers
 * that name a client are hidden if they were to be rewritten: nobody may read what a client has written as verified.
 */
final class Rewriting {

  private static final String ADDRESS = "address";
  private static final String HEADERS = "headers";
  private static final String CHAIN = "headers-chain";
  private static final String[] WORDS = {ADDRESS, "proto", "host", "port", HEADERS, CHAIN};

  /** Headers that say something else than who the client is, and that requests do not work without. */
  private static final List<String> NO_CLIENTS = Arrays.asList("host", "cookie", "authorization", "content-type",
      "content-length", "transfer-encoding", "connection", "upgrade", "user-agent", "accept", "origin", "referer",
      "via", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "x-forwarded-ssl");

  private final Settings settings;
  private final Problems problems;
  private final Rewriting before;
  private final OriginRules origin;
  /** Of {@link #HEADERS} and {@link #CHAIN} the one that is in force since the start, or {@code null}. */
  private final String headers;
  private final List<String> moreHeaders;
  private final boolean hidden;
  private boolean mistaken;

  /**
   * Reads it.
   *
   * @param before what is in force, or {@code null} at the start: a mistake leaves it there, and whether headers are
   *     rewritten is read at the start only
   */
  Rewriting(Settings settings, Problems problems, Rewriting before) {
    this.settings = settings;
    this.problems = problems;
    this.before = before;
    String wanted = headers(settings.get(Key.REWRITE));
    boolean mends = before != null && before.hidesHeaders() && wanted != null;
    headers = before == null || mends ? wanted : before.headers;
    List<String> more = moreHeaders(settings.get(Key.CLIENT_HEADERS), wanted);
    moreHeaders = before == null || mends ? more : before.moreHeaders;
    origin = readOrigin();
    hidden = before == null || mends ? mistaken : before.hidden;
    if (headers == null ? wanted != null : !headers.equals(wanted)) {
      problems.add(Problem.warning(settings.get(Key.REWRITE).origin() + ": whether headers are rewritten is read when"
          + " the JVM starts", "restart the application, or put the setting back"));
    }
  }

  /** The rules for scheme, host and port, or {@code null} if they stay the container's. */
  OriginRules origin() {
    return origin;
  }

  /** Whether headers that name a client are rewritten. */
  boolean ofHeaders() {
    return headers != null;
  }

  /** Whether all that can be told of these headers is that they must not be read as they are sent. */
  boolean hidesHeaders() {
    return headers != null && hidden;
  }

  /**
   * The headers that name a client.
   *
   * @param rules those that decide about the address, which are such headers too
   */
  ClientHeaders clientHeaders(List<HeaderRule> rules) {
    List<String> more = new ArrayList<String>(moreHeaders);
    for (HeaderRule rule : rules) {
      more.add(rule.name());
    }
    return new ClientHeaders(more, CHAIN.equals(headers), hidden);
  }

  private OriginRules readOrigin() {
    Set<Fact> facts = facts(settings.get(Key.REWRITE));
    List<String> protoHeaders = protoHeaders(settings.get(Key.PROTO_HEADERS));
    AllowedHosts allowedHosts = allowedHosts(settings.get(Key.ALLOWED_HOSTS));
    int securePort = securePort(settings.get(Key.SECURE_PORT));
    if (mistaken) {
      return before == null ? null : before.origin;
    }
    if (facts.isEmpty()) {
      return null;
    }
    warn(facts, allowedHosts);
    return new OriginRules(facts, protoHeaders, allowedHosts, securePort);
  }

  /** The word for headers; one that looks like it counts too, for whoever wrote that wants no client's word. */
  private static String headers(Setting setting) {
    for (String word : words(setting)) {
      String nearest = nearest(word);
      if (HEADERS.equals(nearest) || CHAIN.equals(nearest)) {
        return nearest;
      }
      if (word.toLowerCase(Locale.ROOT).contains("header")) { // with another separator than a comma
        return HEADERS;
      }
    }
    return null;
  }

  private static String nearest(String word) {
    return Spelling.nearest(word.toLowerCase(Locale.ROOT), WORDS);
  }

  private Set<Fact> facts(Setting setting) {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    String ofHeaders = null;
    for (String word : words(setting)) {
      String nearest = nearest(word);
      if (!word.equalsIgnoreCase(nearest)) {
        mistake(setting, word, nearest != null ? "did you mean " + nearest + "?"
            : "write address, proto, host, port, and headers or headers-chain, separated by commas");
      } else if (nearest.startsWith(HEADERS)) {
        if (ofHeaders != null && !ofHeaders.equals(nearest)) {
          mistake(setting, word, "write either headers or headers-chain");
        }
        ofHeaders = nearest;
      } else if (!nearest.equals(ADDRESS)) {
        facts.add(Fact.valueOf(nearest.toUpperCase(Locale.ROOT)));
      }
    }
    return facts;
  }

  /** The names behind {@code +}, which are watched besides those that always are. */
  private List<String> moreHeaders(Setting setting, String wanted) {
    List<String> names = new ArrayList<String>();
    List<String> entries = words(setting);
    for (String entry : entries) {
      String name = entry.startsWith("+") ? entry.substring(1).trim() : entry;
      if (!HeaderRule.isToken(name)) {
        mistake(setting, entry, "a header's name has only letters, digits and - in it");
      } else if (NO_CLIENTS.contains(name.toLowerCase(Locale.ROOT))) {
        mistake(setting, entry, "name only headers that say who the client is");
      } else {
        names.add(name);
      }
    }
    if (!entries.isEmpty() && !entries.get(0).startsWith("+")) {
      problems.add(Problem.warning(setting.origin() + ": " + Printable.quote(setting.value())
          + " is added to the headers that are rewritten anyway, and does not replace them",
          "write +" + Printable.escape(setting.value())));
    }
    if (!entries.isEmpty() && wanted == null) {
      problems.add(Problem.warning(setting.origin() + ": no header is rewritten",
          "add headers to realip.rewrite, as in realip.rewrite=address,headers"));
    }
    return names;
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
    String left = before != null && before.origin != null ? "the previous rules for scheme, host and port stay"
        : "only the address is rewritten"
        + (headers != null && (before == null || before.hidden) ? ", and headers that name a client are hidden" : "");
    String slip = Slips.remedyOfEntry(text);
    problems.add(Problem.ofOnePart(setting.origin() + ": invalid entry " + Printable.quote(text), left,
        slip == null ? remedy : slip));
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
