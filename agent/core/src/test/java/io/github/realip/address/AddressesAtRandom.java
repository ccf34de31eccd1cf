package io.github.realip.address;

import java.util.Random;

/** Random texts that are addresses, or would nearly be. */
final class AddressesAtRandom {

  private static final String ALPHABET = "0123456789abcdefABCDEF:::....%[]/ gx-+\t\0\u0663\u00a0\uff11";
  private static final String[] GROUPS = {"0", "0000", "1", "ffff", "FFFF", "db8", "2001", "00a", "", "", "0", "12345"};
  private static final String[] OCTETS = {"0", "00", "1", "01", "9", "10", "099", "127", "199", "200", "255", "256",
    "260", "300", "1000", "", "a", "0x1", "-1"};

  private AddressesAtRandom() {
  }

  /** A mask that zeroes some of four groups and parts of others. */
  static long groupMask(Random random) {
    long mask = 0;
    for (int i = 0; i < 4; i++) {
      int kind = random.nextInt(4);
      mask = mask << 16 | (kind == 0 ? 0 : 0xffffL >>> 4 * (kind - 1));
    }
    return mask;
  }

  /** One text; every second is built from parts, so that many are valid. */
  static String next(Random random) {
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(5)) {
      case 0:
        ipv4(random, text);
        break;
      case 1:
        ipv6(random, text, random.nextInt(10), random.nextInt(3) == 0);
        break;
      case 2: // a well-formed one
        validIpv6(random, text);
        break;
      case 3: // a well-formed one with an accident
        validIpv6(random, text);
        mutate(random, text);
        break;
      default:
        for (int i = random.nextInt(20); i > 0; i--) {
          text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
    }
    return text.toString();
  }

  private static void ipv4(Random random, StringBuilder text) {
    int octets = random.nextInt(8) == 0 ? random.nextInt(6) : 4;
    boolean plain = random.nextBoolean();
    for (int i = 0; i < octets; i++) {
      text.append(i > 0 ? "." : "");
      text.append(plain ? Integer.toString(random.nextInt(256)) : OCTETS[random.nextInt(OCTETS.length)]);
    }
  }

  private static void ipv6(Random random, StringBuilder text, int groups, boolean dotted) {
    for (int i = 0; i < groups; i++) {
      text.append(i > 0 ? ":" : "").append(GROUPS[random.nextInt(GROUPS.length)]);
    }
    if (dotted) {
      text.append(':');
      ipv4(random, text);
    }
  }

  private static void validIpv6(Random random, StringBuilder text) {
    boolean dotted = random.nextInt(4) == 0;
    int explicit = dotted ? 6 : 8;
    int gap = random.nextInt(2) == 0 ? random.nextInt(explicit) : -1;
    int gapLength = gap < 0 ? 0 : 1 + random.nextInt(explicit - gap);
    for (int i = 0; i < explicit; i++) {
      if (i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        text.append(i > 0 && i != gap + gapLength ? ":" : "");
        text.append(Integer.toHexString(random.nextInt(3) == 0 ? 0 : random.nextInt(1 << 16)));
      }
    }
    if (dotted) {
      text.append(gap + gapLength == explicit ? "" : ":");
      text.append(random.nextInt(256)).append('.').append(random.nextInt(256)).append('.');
      text.append(random.nextInt(256)).append('.').append(random.nextInt(256));
    }
  }

  private static void mutate(Random random, StringBuilder text) {
    int at = random.nextInt(text.length());
    char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    switch (random.nextInt(3)) {
      case 0:
        text.setCharAt(at, c);
        break;
      case 1:
        text.insert(at, c);
        break;
      default:
        text.deleteCharAt(at);
    }
  }
}
