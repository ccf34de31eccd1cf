package io.github.realip.config;

import io.github.realip.address.Cidr;
import io.github.realip.resolve.TrustedProxies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * {@code realip.trusted-proxies} or {@code realip.proxy-protocol}, read entry by entry. One entry that cannot
 * be read spoils the whole list: what was meant by it is unknown, and half a list of proxies gives wrong addresses
 * without a word.
 */
final class TrustList {

  private static final String UNIX = "unix:";
  private static final String DNS = "dns:";
  private static final String ENTRIES = "write an address such as 10.0.0.7, a network such as 10.0.0.0/24, loopback,"
      + " link-local, private, cgnat, unix:, dns:NAME, @FILE or a preset";

  private static final Map<String, String[]> SETS = new LinkedHashMap<String, String[]>();

  static {
    SETS.put("loopback", new String[] {"127.0.0.0/8", "::1/128"});
    SETS.put("link-local", new String[] {"169.254.0.0/16", "fe80::/10"});
    SETS.put("private", new String[] {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
    SETS.put("cgnat", new String[] {"100.64.0.0/10"});
  }

  private static final int LONGEST_NAME = 253;

  private final Problems problems;
  private final List<TextFile> files;

  /** The entries as they were written, for the start line. */
  private final Set<String> entries = new LinkedHashSet<String>();
  private final List<Cidr> networks = new ArrayList<Cidr>();
  private final List<String> labels = new ArrayList<String>(); // of the networks
  private final Set<Preset> presets = new LinkedHashSet<Preset>();
  private final Set<String> dnsNames = new LinkedHashSet<String>();
  private final List<Cidr> excluded = new ArrayList<Cidr>();
  private boolean unixPeers;

  /**
   * Reads the list.
   *
   * @param problems takes what is wrong
   * @param files takes the files that are read
   * @param changed whether rules are in force already: then a network in a file that is not written as it is meant may
   *     be half of what somebody is still writing, such as {@code 10.0.0.7/3} of {@code 10.0.0.7/32}, and is an error
   */
  TrustList(Setting setting, Problems problems, List<TextFile> files, boolean changed) {
    this.problems = problems;
    this.files = files;
    for (StringTokenizer words = words(setting.value()); words.hasMoreTokens() && !problems.isFull();) {
      String entry = words.nextToken();
      if (entry.startsWith("@")) {
        file(entry.substring(1), setting.origin(), changed);
      } else {
        entry(entry, setting.origin(), changed && setting.file() != null);
      }
    }
  }

  /** Tells whether a word looks like an entry. */
  static boolean isEntry(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return Cidr.parse(word) != null || name.startsWith(DNS) || name.startsWith("@") || name.startsWith(UNIX)
        || SETS.containsKey(name) || Presets.named(name) != null;
  }

  private static StringTokenizer words(String text) {
    return new StringTokenizer(text, ", \t\n\u000b\f\r");
  }

  private void file(String path, String origin, boolean changed) {
    TextFile file = TextFile.read(path);
    files.add(file);
    if (file.text() == null) {
      problems.add(Problem.error(origin + ": cannot read the file of " + Printable.quote("@" + path) + ": "
          + file.failure(), "create the file or correct the path"));
      return;
    }
    boolean isEmpty = true;
    try {
      BufferedReader lines = new BufferedReader(new StringReader(file.text()));
      int number = 0;
      for (String line = lines.readLine(); line != null && !problems.isFull(); line = lines.readLine()) {
        number++;
        int comment = line.indexOf('#');
        StringTokenizer words = words(comment < 0 ? line : line.substring(0, comment));
        while (words.hasMoreTokens() && !problems.isFull()) {
          isEmpty = false;
          entry(words.nextToken(), origin + ", " + path + " line " + number, changed);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e); // a string does not fail
    }
    if (isEmpty) {
      problems.add(Problem.error(origin + ": the file of " + Printable.quote("@" + path) + " has no entry",
          "write the addresses of your proxies into it, one a line, or remove " + Printable.escape("@" + path)));
    }
  }

  private void entry(String entry, String origin, boolean strict) {
    String name = entry.toLowerCase(Locale.ROOT);
    Cidr network = Cidr.parse(entry);
    if (network != null) {
      network(network, entry, origin, strict);
      entries.add(network.isSingleAddress() ? entry : network.toString());
    } else if (name.equals(UNIX)) {
      unixPeers = true;
      entries.add(UNIX);
    } else if (name.startsWith(DNS) && isHostName(name.substring(DNS.length()))) {
      dnsNames.add(name.substring(DNS.length()));
      entries.add(name);
    } else if (SETS.containsKey(name)) {
      set(name, origin);
      entries.add(name);
    } else {
      Preset preset = Presets.named(name);
      if (preset == null || preset.ranges().isEmpty()) {
        problems.add(Problem.error(origin + ": invalid entry " + Printable.quote(entry),
            entry.length() > LONGEST_NAME ? ENTRIES : remedy(entry, name, preset)));
        return;
      }
      presets.add(preset);
      for (Cidr range : preset.ranges()) {
        trust(range, name);
      }
      entries.add(name);
    }
  }

  private void set(String name, String origin) {
    for (String member : SETS.get(name)) {
      trust(Cidr.parse(member), name);
    }
    if (name.equals("private")) {
      warnOfPrivateRange(name, origin);
    }
  }

  private void network(Cidr network, String entry, String origin, boolean strict) {
    trust(network, entry);
    if (network.hostBitsSet()) {
      String what = origin + ": " + Printable.quote(entry) + " has bits to the right of its prefix";
      String remedy =
          "write " + network + ", or " + entry.substring(0, entry.indexOf('/')) + " if that one address is meant";
      problems.add(strict ? Problem.error(what, remedy)
          : Problem.warning(what + " and is taken for " + network, remedy));
    }
    if (network.prefixLength() == 0) {
      problems.add(Problem.warning(origin + ": " + Printable.quote(entry)
          + " trusts everybody, so every client can choose the address it is seen with",
          "write the addresses of your proxies"));
    } else {
      for (String range : SETS.get("private")) {
        if (network.contains(Cidr.parse(range))) {
          warnOfPrivateRange(entry, origin);
          break;
        }
      }
    }
  }

  private void warnOfPrivateRange(String entry, String origin) {
    problems.add(Problem.warning(origin + ": " + Printable.quote(entry)
        + " trusts a whole private range, so every machine or pod in it can choose the address it is seen with",
        "write the addresses or the subnet of your proxies, or dns:NAME"));
  }

  private void trust(Cidr network, String label) {
    networks.add(network);
    labels.add(label);
  }

  /** A name of letters somewhere, so that no number in disguise is handed to the name service. */
  private static boolean isHostName(String name) {
    return name.length() <= LONGEST_NAME && name.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?")
        && name.matches(".*[a-z].*");
  }

  private static String remedy(String entry, String name, Preset leftOut) {
    String slip = Slips.remedyOfEntry(entry);
    if (slip != null) {
      return slip;
    }
    int equals = entry.indexOf('=');
    if (equals > 0 && Key.nearest(entry.substring(0, equals)) != null) {
      return "write each setting on a line of its own";
    }
    if (name.equals("true") || name.equals("on") || name.equals("yes")) {
      return "write the addresses that it is to hold for";
    }
    if (leftOut != null) {
      return "the preset " + name + " comes without ranges: save " + leftOut.leftOut() + ", one range a line, and"
          + " write @FILE";
    }
    int slash = entry.indexOf('/');
    Cidr address = slash < 0 ? null : Cidr.parse(entry.substring(0, slash));
    if (address != null) {
      return "write a number from 0 to " + (address.isIpv4() ? 32 : 128) + " after the slash";
    }
    String withoutZeros = entry.replaceAll("(^|\\.)0+(?=[0-9])", "$1");
    if (!withoutZeros.equals(entry) && Cidr.parse(withoutZeros) != null) {
      return "write " + withoutZeros + ", without leading zeros";
    }
    if (name.startsWith("@")) {
      return "a list in a file cannot name another file: copy its entries";
    }
    if (name.startsWith(DNS)) {
      return Cidr.parse(name.substring(DNS.length())) == null
          ? "write dns: and the name of a host" : "write " + name.substring(DNS.length()) + " alone";
    }
    List<String> names = new ArrayList<String>(SETS.keySet());
    names.add(UNIX);
    for (Preset preset : Presets.all()) {
      names.add(preset.name());
    }
    String near = Spelling.nearest(name, names.toArray(new String[0]));
    if (near != null) {
      return "did you mean " + near + "?";
    }
    return (isHostName(name) ? "write dns:" + name + " if it is the name of a host; else " : "") + ENTRIES;
  }

  /**
   * Takes a gateway out of all networks, unless it was given as an address of its own.
   *
   * @return the network that would have covered it, or {@code null} if none does or it was given itself
   */
  Cidr exclude(Cidr gateway) {
    excluded.add(gateway);
    Cidr covering = null;
    for (Cidr network : networks) {
      if (network.contains(gateway)) {
        if (network.isSingleAddress()) {
          return null;
        }
        covering = network;
      }
    }
    return covering;
  }

  /** Tells whether peers of unix-domain sockets are listed. */
  boolean hasUnixPeers() {
    return unixPeers;
  }

  /** Tells whether an address may be in both lists, names left aside. */
  boolean overlaps(TrustList other) {
    for (Cidr network : networks) {
      for (Cidr each : other.networks) {
        if (network.contains(each) || each.contains(network)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether not one entry was given. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  Set<String> entries() {
    return Collections.unmodifiableSet(entries);
  }

  Set<Preset> presets() {
    return presets;
  }

  Set<String> dnsNames() {
    return Collections.unmodifiableSet(dnsNames);
  }

  /** Makes the list that the resolver uses, with the addresses that are behind the names now. */
  TrustedProxies with(Map<String, List<Cidr>> dnsAnswers) {
    TrustedProxies.Builder trusted = TrustedProxies.builder();
    for (int i = 0; i < networks.size(); i++) {
      trusted.trust(networks.get(i), labels.get(i));
    }
    if (unixPeers) {
      trusted.trustUnixPeers(UNIX);
    }
    for (String name : dnsNames) {
      List<Cidr> addresses = dnsAnswers.get(name);
      if (addresses != null) {
        for (Cidr address : addresses) {
          trusted.trust(address, DNS + name);
        }
      }
    }
    for (Cidr gateway : excluded) {
      trusted.exclude(gateway);
    }
    return trusted.build();
  }
}
