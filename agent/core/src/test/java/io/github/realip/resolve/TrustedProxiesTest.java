package io.github.realip.resolve;

import static io.github.realip.resolve.Cases.cidr;
import static io.github.realip.resolve.Cases.trust;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.Cidr;
import io.github.realip.address.IpLiteral;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The trusted list. */
class TrustedProxiesTest {

  private static String label(TrustedProxies trusted, String address) {
    return IpLiteral.parse(address, 0, address.length(), trusted.labeller());
  }

  private static HopStatus status(TrustedProxies trusted, String address) {
    return IpLiteral.parse(address, 0, address.length(), trusted.matcher());
  }

  @Test
  void nobody() {
    assertTrue(TrustedProxies.NOBODY.isEmpty());
    assertEquals(0, TrustedProxies.NOBODY.size());
    assertEquals(HopStatus.UNTRUSTED, status(TrustedProxies.NOBODY, "127.0.0.1"));
    assertEquals(HopStatus.UNTRUSTED, status(TrustedProxies.NOBODY, "::1"));
    assertNull(TrustedProxies.NOBODY.unixLabel());
  }

  @Test
  void theLabelIsThatOfTheLargestNetworkAndTheEarlierOfEqualOnes() {
    TrustedProxies trusted = TrustedProxies.builder()
        .trust(cidr("10.1.0.0/16"), "cluster")
        .trust(cidr("10.0.0.0/8"), "private")
        .trust(cidr("10.0.0.0/8"), "again")
        .trust(cidr("fc00::/7"), "private6")
        .trustUnixPeers("sockets")
        .build();
    assertEquals("private", label(trusted, "10.1.2.3"));
    assertEquals("private6", label(trusted, "fd00::1"));
    assertEquals(HopStatus.UNTRUSTED, status(trusted, "11.0.0.0"));
    assertEquals("sockets", trusted.unixLabel());
    assertEquals(5, trusted.size());
    assertFalse(trusted.isEmpty());
    assertFalse(trust("unix:").isEmpty());
  }

  @Test
  void aLongTextMayAlternateWithNames() {
    String text = "10.0.0.1," + "x".repeat(1 << 22);
    TrustedProxies.Builder builder = TrustedProxies.builder();
    for (int i = 0; i < 1000; i++) {
      builder.trust(cidr("10.0.0.1"), text, 0).trust(cidr("127.0.0.0/8"), "loopback");
    }
    TrustedProxies trusted = builder.build();
    assertEquals("10.0.0.1", label(trusted, "10.0.0.1"));
    assertEquals("loopback", label(trusted, "127.0.0.1"));
  }

  @Test
  void anExcludedAddressIsTrustedOnlyForItself() {
    TrustedProxies range = trust("10.0.0.0/8 !10.1.0.1 2001:db8::/32 !2001:db8::1 !192.0.2.1");
    assertEquals(HopStatus.UNTRUSTED, status(range, "10.1.0.1"));
    assertEquals(HopStatus.UNTRUSTED, status(range, "::ffff:10.1.0.1"));
    assertEquals(HopStatus.TRUSTED, status(range, "10.1.0.0"));
    assertEquals(HopStatus.TRUSTED, status(range, "10.1.0.2"));
    assertEquals(HopStatus.UNTRUSTED, status(range, "2001:db8::1"));
    assertEquals(HopStatus.TRUSTED, status(range, "2001:db8::2"));
    assertEquals(HopStatus.UNTRUSTED, status(range, "192.0.2.1"));
    TrustedProxies itself = trust("10.0.0.0/8 10.1.0.1/32 !10.1.0.1 10.1.0.0/31");
    assertEquals("10.1.0.1/32", label(itself, "10.1.0.1"));
    assertEquals("10.0.0.0/8", label(itself, "10.1.0.0"));
    assertThrows(IllegalArgumentException.class, () -> trust("!10.0.0.0/31"));
  }

  @Test
  void aBuiltListStaysAsItIs() {
    TrustedProxies.Builder builder = TrustedProxies.builder();
    TrustedProxies before = builder.build();
    builder.trust(cidr("10.0.0.0/8"), "later").trustUnixPeers("later");
    assertEquals(HopStatus.UNTRUSTED, status(before, "10.0.0.1"));
    assertTrue(before.isEmpty());
  }

  @Test
  void moreAddressesAreTrustedWhereTheyAreNot() {
    TrustedProxies list = trust("10.0.0.0/8 !10.1.0.1 !10.1.0.2 10.1.0.2");
    TrustedProxies more = list.with(Map.of(cidr("10.0.0.7"), "dns:a", cidr("10.1.0.1"), "dns:b",
        cidr("10.1.0.2"), "dns:c", cidr("2001:db8::1"), "dns:d"));
    assertEquals("10.0.0.0/8", label(more, "10.0.0.7"));
    assertEquals("dns:b", label(more, "10.1.0.1"));
    assertEquals("10.1.0.2", label(more, "10.1.0.2"));
    assertEquals("dns:d", label(more, "2001:db8::1"));
    assertEquals(HopStatus.UNTRUSTED, status(list, "10.1.0.1"));
    assertEquals(HopStatus.UNTRUSTED, status(list, "2001:db8::1"));
    assertThrows(IllegalArgumentException.class, () -> list.with(Map.of(cidr("10.0.0.0/31"), "dns:a")));
  }

  @Test
  void whatWouldTrustAnExcludedAddressIsTheNetworkGivenLast() {
    TrustedProxies.Builder builder = TrustedProxies.builder().trust(cidr("10.0.0.0/8"), "a")
        .trust(cidr("10.1.0.0/16"), "b").trust(cidr("10.2.0.0/16"), "c").trust(cidr("::/0"), "d");
    assertEquals(cidr("10.1.0.0/16"), builder.covering(cidr("10.1.0.1")));
    assertNull(builder.covering(cidr("11.0.0.1")));
    assertNull(builder.trust(cidr("10.1.0.1"), "e").covering(cidr("10.1.0.1")));
  }

  /** Both families, backwards, each address twice in spellings of its own, and a network around some. */
  @Test
  void aLargeListKeepsEachLabel() {
    StringBuilder words = new StringBuilder();
    for (int i = 100_000; i > 0; i--) {
      words.append(large(i)).append(i % 3 == 0 ? "\n" : i % 3 == 1 ? "," : "# \u00fc\n");
    }
    String text = words.append("11.0.16.0/20").toString();
    String again = text.replace("2001:DB8::", "2001:db8::");
    TrustedProxies.Builder builder = TrustedProxies.builder().exclude(cidr(large(5))).exclude(cidr("11.0.16.1"));
    for (String each : List.of(text, again)) {
      int from = 0;
      for (int i = 100_000; i > 0; i--) {
        builder.trust(cidr(large(i)), each, from);
        from += large(i).length() + (i % 3 == 2 ? 4 : 1);
      }
      builder.trust(cidr("11.0.16.0/20"), each, from);
    }
    TrustedProxies trusted = builder.build();
    assertEquals(200_002, trusted.size());
    for (int i = 100_000; i > 0; i--) {
      boolean isCovered = cidr("11.0.16.0/20").contains(cidr(large(i)));
      assertEquals(isCovered ? "11.0.16.0/20" : large(i), label(trusted, large(i)));
    }
    assertEquals(HopStatus.UNTRUSTED, status(trusted, "11.0.16.1"));
    assertEquals(HopStatus.TRUSTED, status(trusted, "11.0.16.3"));
    assertEquals(HopStatus.UNTRUSTED, status(trusted, "11.0.0.1"));
    assertEquals(HopStatus.UNTRUSTED, status(trusted, "2001:db8::1:1"));
  }

  private static String large(int i) {
    return i % 2 == 0 ? "11." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)
        : "2001:DB8::" + Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xffff) + ":0";
  }

  /** Against a list that is searched from end to end. */
  @Test
  void agreesWithALinearSearch() {
    Random random = new Random(42);
    int trustedCount = 0;
    for (int round = 0; round < 300; round++) {
      List<Cidr> networks = new ArrayList<>();
      TrustedProxies.Builder builder = TrustedProxies.builder();
      for (int i = random.nextInt(40); i > 0; i--) {
        boolean ipv4 = random.nextBoolean();
        String prefix = random.nextInt(4) == 0 ? "" : "/" + random.nextInt(ipv4 ? 33 : 129);
        Cidr network = cidr(address(random, ipv4) + prefix);
        networks.add(network);
        builder.trust(network, network.toString());
      }
      List<Cidr> excluded = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Cidr address = cidr(address(random, random.nextBoolean()));
        excluded.add(address);
        builder.exclude(address);
      }
      TrustedProxies trusted = builder.build();
      for (int i = 0; i < 500; i++) {
        String address = address(random, random.nextBoolean());
        boolean expected = linear(networks, excluded, cidr(address));
        trustedCount += expected ? 1 : 0;
        assertEquals(expected, status(trusted, address) == HopStatus.TRUSTED, address + " in " + networks);
        if (expected) {
          boolean isExcluded = excluded.contains(cidr(address));
          assertEquals((isExcluded ? cidr(address) : largest(networks, cidr(address))).toString(),
              label(trusted, address), address + " in " + networks);
        }
      }
    }
    assertTrue(trustedCount > 30_000 && trustedCount < 120_000, trustedCount + " of 150000 were trusted");
  }

  private static Cidr largest(List<Cidr> networks, Cidr address) {
    return networks.stream().filter(each -> each.contains(address))
        .min(Comparator.comparingInt(Cidr::prefixLength)).orElseThrow();
  }

  private static boolean linear(List<Cidr> networks, List<Cidr> excluded, Cidr address) {
    if (address.toString().equals("0.0.0.0/32") || address.toString().equals("::/128")) {
      return false;
    }
    boolean isExcluded = false;
    for (Cidr each : excluded) {
      isExcluded |= each.contains(address);
    }
    for (Cidr each : networks) {
      if (each.contains(address) && (!isExcluded || each.isSingleAddress())) {
        return true;
      }
    }
    return false;
  }

  /** From a small world, so that networks nest and addresses hit their edges. */
  private static String address(Random random, boolean ipv4) {
    int a = random.nextInt(4) * 85;
    int b = random.nextInt(3) * 127;
    int c = random.nextInt(8);
    return ipv4 ? a + "." + b + ".0." + c : Integer.toHexString(a) + "::" + Integer.toHexString(b) + ":0:" + c;
  }
}
