package io.github.realip.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Addresses in one and the same text, however a container writes them, or by name. */
final class Addresses {
  private static final Pattern ADDRESS = Pattern.compile("\\[?[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*]?");
  private static final Map<InetAddress, String> TEXTS = new HashMap<>();
  private static final Map<InetAddress, String> NAMES = new HashMap<>();

  static {
    for (Family family : Family.values()) {
      for (Host host : Host.values()) {
        TEXTS.putIfAbsent(parse(host.address(family)), host.address(family));
        NAMES.putIfAbsent(parse(host.address(family)), host.toString());
      }
    }
  }

  private Addresses() {
  }

  /** The lab's own text of an address; anything else stays as it is. */
  static String canonical(String text) {
    return replaced(text, TEXTS);
  }

  /** A text with hosts' names in place of their addresses. */
  static String named(String text) {
    return replaced(text, NAMES);
  }

  private static String replaced(String text, Map<InetAddress, String> replacements) {
    return ADDRESS.matcher(text).replaceAll(found -> replacements.getOrDefault(parse(found.group()), found.group()));
  }

  private static InetAddress parse(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
