package io.github.realip.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks as operators write them. */
class CidrTest {

  @ParameterizedTest
  @CsvSource({
    // text, canonical, IPv4, single, host bits
    "10.0.0.0/8,             10.0.0.0/8,        true,  false, false",
    "10.1.2.3/8,             10.0.0.0/8,        true,  false, true",
    "10.1.2.3,               10.1.2.3/32,       true,  true,  false",
    "10.1.2.3/32,            10.1.2.3/32,       true,  true,  false",
    "10.1.2.3/31,            10.1.2.2/31,       true,  false, true",
    "0.0.0.0/0,              0.0.0.0/0,         true,  false, false",
    "255.255.255.255/0,      0.0.0.0/0,         true,  false, true",
    "128.0.0.0/1,            128.0.0.0/1,       true,  false, false",
    "::/0,                   ::/0,              false, false, false",
    "::1,                    ::1/128,           false, true,  false",
    "2001:DB8::/32,          2001:db8::/32,     false, false, false",
    "2001:db8::1/32,         2001:db8::/32,     false, false, true",
    "2001:db8:0:0:8000::/65, 2001:db8:0:0:8000::/65, false, false, false",
    "2001:db8:0:0:8000::/64, 2001:db8::/64,     false, false, true",
    "2001:db8:0:1::/63,      2001:db8::/63,     false, false, true",
    "8000::/1,               8000::/1,          false, false, false",
    "::ffff:10.1.2.3,        10.1.2.3/32,       true,  true,  false",
    "::ffff:10.0.0.0/104,    10.0.0.0/8,        true,  false, false",
    "::ffff:a01:203/104,     10.0.0.0/8,        true,  false, true",
    "::ffff:0:0/96,          0.0.0.0/0,         true,  false, false",
    "64:ff9b::10.0.0.0/104,  64:ff9b::a00:0/104, false, false, false",
    "::10.0.0.0/104,         ::a00:0/104,       false, false, false",
  })
  void readsNetworks(String text, String canonical, boolean ipv4, boolean single, boolean hostBits) {
    Cidr cidr = Cidr.parse(text);
    assertEquals(canonical, cidr.toString());
    assertEquals(ipv4, cidr.isIpv4());
    assertEquals(single, cidr.isSingleAddress());
    assertEquals(hostBits, cidr.hostBitsSet());
    assertEquals(Integer.parseInt(canonical.substring(canonical.indexOf('/') + 1)), cidr.prefixLength());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
    "10.0.0.0/00", "10.0.0.0/8/8", "10.0.0.0/1000", "10.0.0.0/2147483656", "10.0.0.0/255.0.0.0", "10.0.0.0/8 ",
    " 10.0.0.0/8", "10.0.0.0 /8", "10/8", "10.0.0/8", "010.0.0.0/8", "::/129", "::/999", "[::]/0", "fe80::1%eth0",
    "fe80::%1/10", "::ffff:10.0.0.0/8", "::ffff:10.0.0.0/95", "localhost", "10.0.0.0/\u0668", "*", "all", ":", "::1/x"})
  void refusesAllElse(String text) {
    assertNull(Cidr.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, true", "10.1.0.0/16, 10.0.0.0/8, false", "10.0.0.0/8, 10.0.0.0/8, true",
    "10.0.0.0/8, 11.0.0.0/16, false", "0.0.0.0/0, 10.0.0.1, true", "::/0, 10.0.0.1, false",
    "::/0, ::ffff:10.0.0.1, false", "0.0.0.0/0, ::1, false", "0.0.0.0/0, ::/0, false", "::/0, ::/0, true",
    "2001:db8::/32, 2001:db8:1::/48, true", "2001:db8::/63, 2001:db8:0:2::/64, false",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false", "2001:db8::/65, 2001:db8::7fff:0:0:0, true",
  })
  void knowsWhatItContains(String outer, String inner, boolean contains) {
    assertEquals(contains, Cidr.parse(outer).contains(Cidr.parse(inner)));
  }
}
