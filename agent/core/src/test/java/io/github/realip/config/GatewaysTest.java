package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel's tables as they look in a pod. */
class GatewaysTest {

  private static final String IPV4 = """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t0101F40A\t0003\t0\t0\t0\t00000000\t0\t0\t0
      eth0\t0001F40A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
      eth0\t0000F40A\t0201F40A\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0
      tun0\t00000000\t00000000\t0001\t0\t0\t9\t00000000\t0\t0\t0
      """;

  private static final String IPV6 = """
      fd000244000100000000000000000000 40 00000000000000000000000000000000 00 \
      00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
      fd000244000100000000000000000001 00000400 00000001 00000000 00000003     eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
      00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
      """;

  @Test
  void readsTheDefaultGatewayOfIpv4() {
    assertEquals(List.of("10.244.1.1"), Gateways.ipv4(IPV4, ByteOrder.LITTLE_ENDIAN));
    assertEquals(List.of("1.1.244.10"), Gateways.ipv4(IPV4, ByteOrder.BIG_ENDIAN));
  }

  @Test
  void readsTheDefaultGatewayOfIpv6() {
    assertEquals(List.of("fd00:0244:0001:0000:0000:0000:0000:0001"), Gateways.ipv6(IPV6));
  }

  @Test
  void findsNoneInOtherText() {
    for (String text : List.of("", "\n\n", "x y", "eth0 00000000 zzzzzzzz 3 0 0 0 00000000", "00 00 00 00 xyz")) {
      assertEquals(List.of(), Gateways.ipv4(text, ByteOrder.LITTLE_ENDIAN));
      assertEquals(List.of(), Gateways.ipv6(text));
    }
  }

  @Test
  void takesNoDigitsButThoseOfAscii() {
    assertEquals(List.of(), Gateways.ipv4(IPV4.replace('1', '\u0661'), ByteOrder.LITTLE_ENDIAN));
    assertEquals(List.of(), Gateways.ipv6(IPV6.replace('1', '\u0661')));
  }
}
