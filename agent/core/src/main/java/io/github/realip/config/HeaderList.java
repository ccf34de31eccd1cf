package io.github.realip.config;

import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.HeaderRule.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/** {@code realip.headers}, read header by header. */
final class HeaderList {

  /** The headers whose kind need not be said, by name in lower case. */
  private static final Map<String, Kind> KNOWN = new LinkedHashMap<String, Kind>();

  /** What their senders do not promise. */
  private static final Map<String, String> CAUTIONS = new LinkedHashMap<String, String>();

  static {
    KNOWN.put("x-forwarded-for", Kind.LIST);
    KNOWN.put("x-original-forwarded-for", Kind.LIST);
    KNOWN.put("forwarded", Kind.FORWARDED);
    KNOWN.put("x-real-ip", Kind.SINGLE);
    KNOWN.put("cf-connecting-ip", Kind.SINGLE);
    KNOWN.put("true-client-ip", Kind.SINGLE);
    KNOWN.put("fastly-client-ip", Kind.SINGLE);
    KNOWN.put("x-envoy-external-address", Kind.SINGLE);
    KNOWN.put("x-azure-socketip", Kind.SINGLE);
    KNOWN.put("x-azure-clientip", Kind.SINGLE);
    KNOWN.put("cloudfront-viewer-address", Kind.SINGLE);

    CAUTIONS.put("fastly-client-ip", "Fastly lets a client's own value through");
    CAUTIONS.put("x-azure-clientip", "Front Door may take it from the client's own X-Forwarded-For");
  }

  private HeaderList() {
  }

  static List<HeaderRule> parse(Setting setting, Problems problems) {
    Map<String, HeaderRule> rules = new LinkedHashMap<String, HeaderRule>();
    StringTokenizer items = new StringTokenizer(setting.value(), ",");
    while (items.hasMoreTokens() && !problems.isFull()) {
      String entry = items.nextToken().trim();
      int equals = entry.indexOf('=');
      String name = (equals < 0 ? entry : entry.substring(0, equals)).trim();
      String wanted = equals < 0 ? null : entry.substring(equals + 1).trim();
      String lowerCase = name.toLowerCase(Locale.ROOT);
      Kind kind = wanted == null ? KNOWN.get(lowerCase) : kind(wanted);
      if (entry.isEmpty()) {
        continue;
      }
      if (!HeaderRule.isToken(name)) {
        unreadable(setting, entry, "a header's name has only letters, digits and - in it", problems);
      } else if (kind == null && wanted == null) {
        unreadable(setting, entry, "what is in " + name + " is not known here: write " + name + "=list, " + name
            + "=forwarded or " + name + "=single" + guess(lowerCase), problems);
      } else if (kind == null) {
        unreadable(setting, entry, "write " + name + "=list, " + name + "=forwarded or " + name + "=single", problems);
      } else if (rules.containsKey(lowerCase)) {
        problems.add(Problem.warning(setting.origin() + ": " + name + " is named twice and the first counts",
            "remove " + entry));
      } else {
        rules.put(lowerCase, new HeaderRule(name, kind));
        if (CAUTIONS.containsKey(lowerCase)) {
          problems.add(Problem.warning(setting.origin() + ": " + name + ": " + CAUTIONS.get(lowerCase),
              "write X-Forwarded-For"));
        }
      }
    }
    if (rules.isEmpty()) {
      // only commas, or nothing readable: an error is told already, or the default was meant
      rules.put("", new HeaderRule(Key.HEADERS.defaultValue(), Kind.LIST));
    }
    return new ArrayList<HeaderRule>(rules.values());
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    return null;
  }

  private static String guess(String name) {
    String near = Spelling.nearest(name, KNOWN.keySet().toArray(new String[0]));
    return near == null ? "" : ", or did you mean " + near + "?";
  }

  private static void unreadable(Setting setting, String entry, String remedy, Problems problems) {
    String slip = Slips.remedyOfEntry(entry);
    problems.add(Problem.error(setting.origin() + ": invalid header " + Printable.quote(entry),
        slip == null ? remedy : slip));
  }
}
