package io.github.realip.cli;

import io.github.realip.address.Cidr;
import io.github.realip.config.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and the addresses that they are to stand for: {@code NAME=ADDRESS,ADDRESS}. */
final class Names {

  private Names() {
  }

  /**
   * Adds a name with its addresses; there may be none.
   *
   * @throws IllegalArgumentException if it is no such text; the message says what is wrong
   */
  static void add(String text, Map<String, List<Cidr>> names) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(Printable.quote(text) + " is not NAME=ADDRESS,ADDRESS");
    }
    List<Cidr> addresses = new ArrayList<>();
    for (String word : text.substring(equals + 1).split(",")) {
      if (!word.trim().isEmpty()) {
        Cidr address = Cidr.parse(word.trim());
        if (address == null || word.indexOf('/') >= 0) {
          throw new IllegalArgumentException(Printable.quote(word.trim()) + " is not an address");
        }
        addresses.add(address);
      }
    }
    names.put(text.substring(0, equals).trim().toLowerCase(Locale.ROOT), addresses);
  }
}
