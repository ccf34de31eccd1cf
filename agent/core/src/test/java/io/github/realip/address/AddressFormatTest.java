package io.github.realip.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers are canonical, in both formats. */
class AddressFormatTest {

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, ::,                0:0:0:0:0:0:0:0",
    "0000000000000000, 0000000000000001, ::1,               0:0:0:0:0:0:0:1",
    "0001000000000000, 0000000000000000, 1::,               1:0:0:0:0:0:0:0",
    "20010db800000000, 0000000000000001, 2001:db8::1,       2001:db8:0:0:0:0:0:1",
    "20010db800000001, 0001000100010001, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "20010db800000000, 0001000000000001, 2001:db8::1:0:0:1, 2001:db8:0:0:1:0:0:1",
    "2001000000000001, 0000000000000001, 2001:0:0:1::1,     2001:0:0:1:0:0:0:1",
    "0000000100020003, 0004000500060000, 0:1:2:3:4:5:6:0,   0:1:2:3:4:5:6:0",
    "0000000000020003, 0004000500000000, ::2:3:4:5:0:0,     0:0:2:3:4:5:0:0",
    "abcdefabcdefabcd, ef00000a000b000c, abcd:efab:cdef:abcd:ef00:a:b:c, abcd:efab:cdef:abcd:ef00:a:b:c",
    "ffffffffffffffff, ffffffffffffffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, "
        + "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "0000000000000000, 0000ffffc0000201, 192.0.2.1,         192.0.2.1",
    "0000000000000000, 0000ffff00000000, 0.0.0.0,           0.0.0.0",
    "0000000000000000, 0000ffffffffffff, 255.255.255.255,   255.255.255.255",
    "0000000000000000, 00000000c0000201, ::c000:201,        0:0:0:0:0:0:c000:201",
    "0000000000000000, 0001ffffc0000201, ::1:ffff:c000:201, 0:0:0:0:1:ffff:c000:201",
    "0000000000000001, 0000ffffc0000201, ::1:0:ffff:c000:201, 0:0:0:1:0:ffff:c000:201",
    "0064ff9b00000000, 00000000c0000201, 64:ff9b::c000:201, 64:ff9b:0:0:0:0:c000:201",
  })
  void prints(String high, String low, String rfc5952, String java) {
    long h = Long.parseUnsignedLong(high, 16);
    long l = Long.parseUnsignedLong(low, 16);
    assertEquals(rfc5952, AddressFormat.RFC5952.apply(h, l));
    assertEquals(java, AddressFormat.JAVA.apply(h, l));
  }

  @Test
  void javaIsWhatInetAddressPrints() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long high = random.nextLong() & AddressesAtRandom.groupMask(random);
      long low = random.nextLong() & AddressesAtRandom.groupMask(random);
      byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      assertEquals(InetAddress.getByAddress(bytes).getHostAddress(), AddressFormat.JAVA.apply(high, low));
      byte[] mapped = ByteBuffer.allocate(16).putLong(0).putLong(0xffffL << 32 | low >>> 32).array();
      assertEquals(InetAddress.getByAddress(mapped).getHostAddress(),
          AddressFormat.JAVA.apply(0, 0xffffL << 32 | low >>> 32));
    }
  }
}
