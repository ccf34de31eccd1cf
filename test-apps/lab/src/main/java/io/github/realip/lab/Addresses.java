package io.github.realip.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** Addresses in one and the same text, however a container writes them. */
final class Addresses {
  private static final Map<InetAddress, String> KNOWN = new HashMap<>();

  static {
    for (Family family : Family.values()) {
      for (Host host : Host.values()) {
        KNOWN.putIfAbsent(parse(host.address(family)), host.address(family));
      }
      App.all().forEach(app -> KNOWN.put(parse(app.address(family)), app.address(family)));
    }
  }

  private Addresses() {
  }

  /** The lab's own text of an address; anything else stays as it is. */
  static String canonical(String text) {
    return text.matches("\\[?[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*]?") ? KNOWN.getOrDefault(parse(text), text) : text;
  }

  private static InetAddress parse(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
