package io.github.realip.names;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;

/** What {@code /etc/resolv.conf} says, see resolv.conf(5): whom to ask, and for which names. */
final class ResolverFile {

  private static final int MOST_SERVERS = 3;
  private static final int MOST_DOTS = 15;

  private final List<String> servers = new ArrayList<String>();
  private List<String> search = Collections.emptyList();
  private int dots = 1;

  /**
   * Reads it.
   *
   * @param lines its lines
   */
  ResolverFile(List<String> lines) {
    for (String line : lines) {
      StringTokenizer words = new StringTokenizer(line);
      String first = words.hasMoreTokens() ? words.nextToken() : "";
      List<String> rest = new ArrayList<String>();
      while (words.hasMoreTokens()) {
        rest.add(words.nextToken());
      }
      if (first.equals("nameserver") && !rest.isEmpty() && servers.size() < MOST_SERVERS) {
        String address = rest.get(0).replaceFirst("%.*", ""); // the client knows no zones
        servers.add("dns://" + (address.indexOf(':') < 0 ? address : '[' + address + ']'));
      } else if (first.equals("search") || first.equals("domain")) {
        search = rest; // the last one counts
      } else if (first.equals("options")) {
        options(rest);
      }
    }
  }

  private void options(List<String> options) {
    for (String option : options) {
      if (option.matches("ndots:[0-9]{1,3}")) {
        dots = Math.min(Integer.parseInt(option.substring("ndots:".length())), MOST_DOTS);
      }
    }
  }

  /** The name servers as URLs of RFC 4501, three at most. */
  List<String> servers() {
    return servers;
  }

  /** The names to ask for, one after the other, until one of them has an address. */
  List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return Collections.singletonList(name);
    }
    List<String> candidates = new ArrayList<String>();
    for (String domain : search) {
      candidates.add(name + '.' + domain);
    }
    boolean firstAsItIs = name.length() - name.replace(".", "").length() >= dots;
    candidates.add(firstAsItIs ? 0 : candidates.size(), name);
    return candidates;
  }
}
