package io.github.realip.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals, strictly. */
class IpLiteralTest {

  private static final AddressFunction<String> HEX = (high, low) -> hex(high) + hex(low);

  private static String hex(long half) {
    String hex = Long.toHexString(half);
    return "0".repeat(16 - hex.length()) + hex;
  }

  private static final String MAPPED = "00000000000000000000ffff";

  /** The reference parser, as strict as it can be told to be. */
  private static final IPAddressStringParameters STRICT = strict();

  private static IPAddressStringParameters strict() {
    IPAddressStringParameters.Builder all = new IPAddressStringParameters.Builder()
        .allowAll(false).allowEmpty(false).allowSingleSegment(false).allowMask(false).allowPrefix(false)
        .allowPrefixOnly(false).allowWildcardedSeparator(false).setRangeOptions(RangeParameters.NO_RANGE);
    all.getIPv4AddressParametersBuilder()
        .allow_inet_aton(false).allowLeadingZeros(false).allowBinary(false);
    all.getIPv6AddressParametersBuilder()
        .allowZone(false).allowBase85(false).allowBinary(false).allowMixed(true)
        .allowLeadingZeros(true).allowUnlimitedLeadingZeros(false)
        .getEmbeddedIPv4AddressParametersBuilder()
        .allow_inet_aton(false).allowLeadingZeros(false).allowBinary(false);
    return all.toParams();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 00000000000000000000ffffc0000201",
    "0.0.0.0, 00000000000000000000ffff00000000",
    "::, 00000000000000000000000000000000",
    "::1, 00000000000000000000000000000001",
    "1::, 00010000000000000000000000000000",
    "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
    "1:2:3::8, 00010002000300000000000000000008",
    "1:2:3:4::8, 00010002000300040000000000000008",
    "1:2:3:4:5::8, 00010002000300040005000000000008",
    "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
    "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
    "1::3:4:5:6:7:8, 00010000000300040005000600070008",
    "::ffff:192.0.2.1, 00000000000000000000ffffc0000201",
    "64:ff9b::192.0.2.33, 0064ff9b0000000000000000c0000221",
    "FFFF:ffff:FFFF:ffff:FFFF:ffff:255.255.255.255, ffffffffffffffffffffffffffffffff",
  })
  void readsExactlyTheRange(String literal, String expected) {
    assertEquals(expected, IpLiteral.parse(literal, 0, literal.length(), HEX));
    String embedded = "7:." + literal + ".:7";
    assertEquals(expected, IpLiteral.parse(embedded, 3, 3 + literal.length(), HEX));
  }

  @Test
  void anEmptyRangeIsNoAddress() {
    assertNull(IpLiteral.parse("", 0, 0, HEX));
    assertNull(IpLiteral.parse("::1", 1, 1, HEX));
  }

  /**
   * Two parsers that share no code agree on two million texts. The one difference: theirs drops blanks and
   * control characters around a literal, as {@code String.trim} does; ours refuses them.
   */
  @Test
  void agreesWithAnIndependentParser() {
    Random random = new Random(20240229);
    int valid = 0;
    for (int i = 0; i < 2_000_000; i++) {
      String text = AddressesAtRandom.next(random);
      String ours = IpLiteral.parse(text, 0, text.length(), HEX);
      String theirs = text.equals(text.trim()) ? reference(text) : null;
      if (ours == null ? theirs != null : !ours.equals(theirs)) {
        fail('"' + text + "\" is " + ours + " for us and " + theirs + " for them");
      }
      valid += ours == null ? 0 : 1;
    }
    assertTrue(valid > 500_000, "only " + valid + " texts were addresses");
    assertTrue(valid < 1_500_000, valid + " texts were addresses");
  }

  private static String reference(String text) {
    IPAddress address = new IPAddressString(text, STRICT).getAddress();
    if (address == null) {
      return null;
    }
    String hex = new BigInteger(1, address.getBytes()).toString(16);
    return address.isIPv4() ? MAPPED + "0".repeat(8 - hex.length()) + hex : "0".repeat(32 - hex.length()) + hex;
  }
}
