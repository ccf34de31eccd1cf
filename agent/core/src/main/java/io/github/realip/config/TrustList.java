package io.github.realip.config;

import io.github.realip.address.Cidr;
import io.github.realip.resolve.TrustedProxies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code realip.trusted-proxies} or {@code realip.proxy-protocol}, read entry by entry. One entry that cannot
 * be read spoils the whole list: what was meant by it is unknown, and half a list of proxies gives wrong addresses
 * without a word.
 */
final class TrustList {

  private static final String UNIX = "unix:";
  private static final String DNS = "dns:";
  private static final String BETWEEN = ", ";
  private static final String ENTRIES = "write an address such as 10.0.0.7, a network such as 10.0.0.0/24, loopback,"
      + " link-local, private, cgnat, unix:, dns:NAME, @FILE or a preset";

  private static final List<Cidr> PRIVATE = networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
  private static final Map<String, List<Cidr>> SETS = new LinkedHashMap<String, List<Cidr>>();

  static {
    SETS.put("loopback", networks("127.0.0.0/8", "::1/128"));
    SETS.put("link-local", networks("169.254.0.0/16", "fe80::/10"));
    SETS.put("private", PRIVATE);
    SETS.put("cgnat", networks("100.64.0.0/10"));
  }

  private static final int LONGEST_NAME = 253;

  private final Problems problems;
  private final List<TextFile> files;

  /** The entries as they were written, as far as the start line shows them. */
  private final Set<String> firstEntries = new LinkedHashSet<String>();
  private int length; // of all entries with what is between them
  private final Set<Preset> presets = new LinkedHashSet<Preset>();
  private final Set<String> dnsNames = new LinkedHashSet<String>();
  private final Map<Cidr, Cidr> coveredGateways = new LinkedHashMap<Cidr, Cidr>();
  private final TrustedProxies written;
  private boolean unixPeers;

  /** Only while the list is read, for what it builds is kept instead. */
  private TrustedProxies.Builder builder = TrustedProxies.builder();

  /**
   * Reads the list.
   *
   * @param problems takes what is wrong
   * @param files takes the files that are read
   * @param changed whether rules are in force already: then a network in a file that is not written as it is meant may
   *     be half of what somebody is still writing, such as {@code 10.0.0.7/3} of {@code 10.0.0.7/32}, and is an error
   * @param gateways addresses that are taken out of all networks, unless they are given as addresses of their own
   */
  TrustList(Setting setting, Problems problems, List<TextFile> files, boolean changed, List<String> gateways) {
    this.problems = problems;
    this.files = files;
    for (Words words = Words.of(setting); !problems.isFull() && words.next();) {
      if (words.text().charAt(words.from()) == '@') {
        file(words.toString().substring(1), setting.origin(), changed);
      } else {
        entry(words, changed && setting.file() != null);
      }
    }
    for (String gateway : gateways) {
      exclude(Cidr.parse(gateway));
    }
    written = builder.build();
    builder = null;
  }

  private static List<Cidr> networks(String... texts) {
    List<Cidr> networks = new ArrayList<Cidr>();
    for (String text : texts) {
      networks.add(Cidr.parse(text));
    }
    return networks;
  }

  private void exclude(Cidr gateway) {
    builder.exclude(gateway);
    Cidr covering = builder.covering(gateway);
    if (covering != null) {
      coveredGateways.put(gateway, covering);
    }
  }

  /** Tells whether a word looks like an entry. */
  static boolean isEntry(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return Cidr.parse(word) != null || name.startsWith(DNS) || name.startsWith("@") || name.startsWith(UNIX)
        || SETS.containsKey(name) || Presets.named(name) != null;
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
    for (Words words = Words.of(file, origin); !problems.isFull() && words.next();) {
      isEmpty = false;
      entry(words, changed);
    }
    if (isEmpty) {
      problems.add(Problem.error(origin + ": the file of " + Printable.quote("@" + path) + " has no entry",
          "write the addresses of your proxies into it, one a line, or remove " + Printable.escape("@" + path)));
    }
  }

  private void entry(Words word, boolean strict) {
    Cidr network = Cidr.parse(word.text(), word.from(), word.to());
    if (network != null) {
      network(network, word, strict);
      return;
    }
    String entry = word.toString();
    String name = entry.toLowerCase(Locale.ROOT);
    if (name.equals(UNIX)) {
      unixPeers = true;
      builder.trustUnixPeers(UNIX);
    } else if (name.startsWith(DNS) && isHostName(name.substring(DNS.length()))) {
      dnsNames.add(name.substring(DNS.length()));
    } else if (SETS.containsKey(name)) {
      trust(SETS.get(name), name);
      if (SETS.get(name) == PRIVATE) {
        warnOfPrivateRange(name, word);
      }
    } else {
      Preset preset = Presets.named(name);
      if (preset == null || preset.ranges().isEmpty()) {
        problems.add(Problem.error(word.origin() + ": invalid entry " + Printable.quote(entry),
            entry.length() > LONGEST_NAME ? ENTRIES : remedy(entry, name, preset)));
        return;
      }
      presets.add(preset);
      trust(preset.ranges(), name);
    }
    list(name);
  }

  private void trust(List<Cidr> networks, String label) {
    for (Cidr network : networks) {
      builder.trust(network, label);
    }
  }

  private void list(String entry) {
    if (firstEntries.add(entry)) {
      length += (length == 0 ? 0 : BETWEEN.length()) + entry.length();
    }
  }

  private void network(Cidr network, Words word, boolean strict) {
    builder.trust(network, word.text(), word.from());
    if (length > Printable.LONGEST) { // the start line does not get this far
      length += BETWEEN.length() + word.to() - word.from();
    } else {
      list(network.isSingleAddress() ? word.toString() : network.toString());
    }
    if (network.hostBitsSet()) {
      String entry = word.toString();
      String what = word.origin() + ": " + Printable.quote(entry) + " has bits to the right of its prefix";
      String remedy =
          "write " + network + ", or " + entry.substring(0, entry.indexOf('/')) + " if that one address is meant";
      problems.add(strict ? Problem.error(what, remedy)
          : Problem.warning(what + " and is taken for " + network, remedy));
    }
    if (network.prefixLength() == 0) {
      problems.add(Problem.warning(word.origin() + ": " + Printable.quote(word.toString())
          + " trusts everybody, so every client can choose the address it is seen with",
          "write the addresses of your proxies"));
    } else if (containsPrivateRange(network)) {
      warnOfPrivateRange(word.toString(), word);
    }
  }

  private static boolean containsPrivateRange(Cidr network) {
    for (Cidr range : PRIVATE) {
      if (network.contains(range)) {
        return true;
      }
    }
    return false;
  }

  private void warnOfPrivateRange(String entry, Words word) {
    problems.add(Problem.warning(word.origin() + ": " + Printable.quote(entry)
        + " trusts a whole private range, so every machine or pod in it can choose the address it is seen with",
        "write the addresses or the subnet of your proxies, or dns:NAME"));
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

  /** Returns the gateways that are not trusted because they are gateways, each with a network that covers it. */
  Map<Cidr, Cidr> coveredGateways() {
    return Collections.unmodifiableMap(coveredGateways);
  }

  /** Tells whether peers of unix-domain sockets are listed. */
  boolean hasUnixPeers() {
    return unixPeers;
  }

  /** Tells whether an address may be in both lists, names left aside. */
  boolean overlaps(TrustList other) {
    return written.overlaps(other.written);
  }

  /** Tells whether not one entry was given. */
  boolean isEmpty() {
    return length == 0;
  }

  /** Tells whether two different entries were given. */
  boolean hasSeveralEntries() {
    return firstEntries.size() > 1 || length > first().length();
  }

  private String first() {
    return String.join(BETWEEN, firstEntries);
  }

  /** Returns the entries, for the start line. */
  @Override
  public String toString() {
    return Printable.escape(first(), length);
  }

  Set<Preset> presets() {
    return presets;
  }

  Set<String> dnsNames() {
    return Collections.unmodifiableSet(dnsNames);
  }

  /** Makes the list that the resolver uses, with the addresses that are behind the names now. */
  TrustedProxies with(Map<String, List<Cidr>> dnsAnswers) {
    Map<Cidr, String> named = new LinkedHashMap<Cidr, String>();
    for (String name : dnsNames) {
      List<Cidr> addresses = dnsAnswers.get(name);
      if (addresses != null) {
        for (Cidr address : addresses) {
          if (!named.containsKey(address)) {
            named.put(address, DNS + name);
          }
        }
      }
    }
    return written.with(named);
  }
}
