package io.github.realip.address;

/**
 * The two texts an answer may have. IPv4, and so IPv4-mapped IPv6, is dotted in both; neither has brackets or a zone.
 */
public enum AddressFormat implements AddressFunction<String> {

  /**
   * The canonical text of RFC 5952 section 4: lower case, no leading zeros, {@code ::} for the first longest run of at
   * least two zero groups, as in {@code 2001:db8::1}.
   */
  RFC5952 {
    @Override
    String ipv6(long high, long low) {
      int gap = -1;
      int gapLength = 1; // a single zero group is not shortened
      int zeros = 0;
      for (int i = 0; i < 8; i++) {
        zeros = group(high, low, i) == 0 ? zeros + 1 : 0;
        if (zeros > gapLength) {
          gapLength = zeros;
          gap = i + 1 - zeros;
        }
      }
      StringBuilder text = new StringBuilder(LONGEST);
      for (int i = 0; i < 8; i++) {
        if (i == gap) {
          text.append("::");
          i += gapLength - 1;
        } else {
          appendGroup(text, i > 0 && i != gap + gapLength, group(high, low, i));
        }
      }
      return text.toString();
    }
  },

  /** The text of {@code InetAddress.getHostAddress()}, which most containers print: {@code 2001:db8:0:0:0:0:0:1}. */
  JAVA {
    @Override
    String ipv6(long high, long low) {
      StringBuilder text = new StringBuilder(LONGEST);
      for (int i = 0; i < 8; i++) {
        appendGroup(text, i > 0, group(high, low, i));
      }
      return text.toString();
    }
  };

  private static final int LONGEST = 39; // eight groups of four digits, seven colons

  /**
   * Prints an address.
   *
   * @return the text, a new string that shares nothing with the text the address was read from
   */
  @Override
  public String apply(long high, long low) {
    return IpLiteral.isIpv4(high, low) ? ipv4((int) low) : ipv6(high, low);
  }

  abstract String ipv6(long high, long low);

  private static String ipv4(int address) {
    return new StringBuilder(15)
        .append(address >>> 24).append('.')
        .append(address >>> 16 & 0xff).append('.')
        .append(address >>> 8 & 0xff).append('.')
        .append(address & 0xff)
        .toString();
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
  }

  private static void appendGroup(StringBuilder text, boolean colon, int group) {
    if (colon) {
      text.append(':');
    }
    for (int shift = 12; shift >= 0; shift -= 4) {
      if (group >>> shift != 0 || shift == 0) {
        text.append("0123456789abcdef".charAt(group >>> shift & 0xf));
      }
    }
  }
}
