package io.github.realip.findings;

import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Key;
import io.github.realip.config.Printable;
import io.github.realip.config.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a finding is seen against: where this JVM runs, its settings, and what else was seen. */
final class View {

  private static final int MOST_ALIKE = 8;
  private static final int LONGEST_VALUE = 200;
  private static final String PROPERTY = "system property ";
  private static final String VARIABLE = "environment variable ";

  private final boolean kubernetes;
  private final Configuration configuration;
  private final ConfigurationInForce live;
  private final Collection<PeerStatistics> all;

  View(boolean kubernetes, ConfigurationInForce live, Collection<PeerStatistics> all) {
    this.kubernetes = kubernetes;
    this.live = live;
    this.configuration = live.configuration();
    this.all = all;
  }

  boolean isKubernetes() {
    return kubernetes;
  }

  /** The first of the configured headers. */
  String header() {
    return Printable.escape(configuration.setting(Key.HEADERS).value().split("[,=]")[0].trim());
  }

  /** What the names in the list stand for, and what that may have to do with a peer that is not in it; or nothing. */
  String names(Cidr missing) {
    StringBuilder names = new StringBuilder();
    for (String name : configuration.trustedNames()) {
      List<Cidr> addresses = live.addresses(name);
      names.append(" (dns:").append(name).append(" is ");
      boolean otherFamily = true;
      for (int i = 0; i < Math.min(MOST_ALIKE, addresses.size()); i++) {
        names.append(i == 0 ? "" : ", ").append(StatisticsWindow.text(addresses.get(i)));
      }
      for (Cidr each : addresses) {
        otherFamily &= each.isIpv4() != missing.isIpv4();
      }
      names.append(addresses.isEmpty() ? "nobody yet" : addresses.size() > MOST_ALIKE ? ", ..." : "");
      if (otherFamily && !addresses.isEmpty()) {
        names.append(", no ").append(missing.isIpv4() ? "IPv4" : "IPv6")
            .append(" address: set spec.ipFamilyPolicy: PreferDualStack in its headless Service");
      }
      names.append(')');
    }
    return names.toString();
  }

  /** Whether the PROXY protocol of this peer is read. */
  boolean isSender(PeerStatistics peer) {
    Map<String, List<Cidr>> answers = new HashMap<String, List<Cidr>>();
    for (String name : configuration.dnsNames()) {
      answers.put(name, live.addresses(name));
    }
    return configuration.senders(answers).isListed(peer.name());
  }

  /** Where the list of trusted proxies stands, or that there is none. */
  String trustedList() {
    Setting list = configuration.setting(Key.TRUSTED_PROXIES);
    return list.value().isEmpty() ? "realip.trusted-proxies is empty" : "the " + list.origin() + " lacks it";
  }

  /** How to add to the list of trusted proxies, where it stands and with what it has. */
  String trust(String addresses) {
    String value = configuration.setting(Key.TRUSTED_PROXIES).value().replaceAll("[\\s,]+", ",");
    if (value.length() > LONGEST_VALUE) {
      return "add " + addresses + " to the " + configuration.setting(Key.TRUSTED_PROXIES).origin();
    }
    return set(Key.TRUSTED_PROXIES, (value.isEmpty() ? "" : Printable.escape(value) + ",") + addresses);
  }

  /** How to give a key a value in the place where it has one now: elsewhere it might rank below that. */
  String set(Key key, String value) {
    Setting setting = configuration.setting(key);
    String origin = setting.origin();
    if (origin.startsWith(PROPERTY)) {
      return "set -D" + origin.substring(PROPERTY.length()) + "=" + value;
    }
    if (origin.startsWith(VARIABLE)) {
      return "set " + origin.substring(VARIABLE.length()) + "=" + value;
    }
    int place = origin.indexOf(" in ");
    if (place > 0) {
      return "write " + origin.substring(0, place) + "=" + value + origin.substring(place);
    }
    if (origin.startsWith("agent argument ")) {
      return "set the agent argument " + key.label() + "=" + value;
    }
    Setting file = configuration.setting(Key.CONFIG_FILE);
    return file.value().isEmpty()
        ? "set -D" + key.property() + "=" + value + " or " + key.environmentVariable() + "=" + value
        : "write " + key.label() + "=" + value + " in " + Printable.escape(file.value());
  }

  /** Of how many requests this peer's were looked at, and with or without the header. */
  String counts(PeerStatistics peer, String what) {
    boolean without = peer.hasHeaderSeldom();
    return (without ? peer.requests() - peer.withHeader() : peer.withHeader()) + " of " + peer.requests()
        + " requests looked at came from " + peer.name() + what + (without ? " without " : " with ") + header();
  }

  /** This and the others of which a finding holds too and that are of the same kind, the busiest first. */
  List<PeerStatistics> alike(Finding finding, PeerStatistics one) {
    List<PeerStatistics> alike = new ArrayList<PeerStatistics>();
    for (PeerStatistics each : all) {
      boolean sameHeader = each.other() == null ? one.other() == null : each.other().equals(one.other());
      if (each == one || sameHeader && each.kind() == one.kind() && each.requests() >= PeerStatistics.ENOUGH / 4
          && finding.holds(each, this)) {
        alike.add(each);
      }
    }
    Collections.sort(alike, new Comparator<PeerStatistics>() {
      @Override
      public int compare(PeerStatistics a, PeerStatistics b) {
        return a.requests() != b.requests() ? b.requests() - a.requests() : a.name().compareTo(b.name());
      }
    });
    List<PeerStatistics> busiest = new ArrayList<PeerStatistics>(alike.subList(0, Math.min(MOST_ALIKE, alike.size())));
    if (!busiest.contains(one)) {
      busiest.set(MOST_ALIKE - 1, one);
    }
    return busiest;
  }
}
