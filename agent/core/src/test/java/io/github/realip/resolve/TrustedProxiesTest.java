package io.github.realip.resolve;

import static io.github.realip.resolve.Cases.cidr;
import static io.github.realip.resolve.Cases.trust;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.Cidr;
import io.github.realip.address.IpLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The trusted list. */
class TrustedProxiesTest {

  private static String label(TrustedProxies trusted, String address) {
    return IpLiteral.parse(address, 0, address.length(), trusted.matcher()).label;
  }

  private static HopStatus status(TrustedProxies trusted, String address) {
    return IpLiteral.parse(address, 0, address.length(), trusted.matcher()).status;
  }

  @Test
  void nobody() {
    assertTrue(TrustedProxies.NOBODY.isEmpty());
    assertEquals(0, TrustedProxies.NOBODY.size());
    assertEquals(HopStatus.UNTRUSTED, status(TrustedProxies.NOBODY, "127.0.0.1"));
    assertEquals(HopStatus.UNTRUSTED, status(TrustedProxies.NOBODY, "::1"));
    assertSame(TrustMatch.UNTRUSTED, TrustedProxies.NOBODY.unixPeers());
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
    assertNull(label(trusted, "11.0.0.0"));
    assertEquals("sockets", trusted.unixPeers().label);
    assertEquals(5, trusted.size());
    assertFalse(trusted.isEmpty());
    assertFalse(trust("unix:").isEmpty());
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
          assertTrue(cidr(label(trusted, address)).contains(cidr(address)), address + " in " + networks);
        }
      }
    }
    assertTrue(trustedCount > 30_000 && trustedCount < 120_000, trustedCount + " of 150000 were trusted");
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
