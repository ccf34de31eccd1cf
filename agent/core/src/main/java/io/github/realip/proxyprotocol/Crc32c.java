package io.github.realip.proxyprotocol;

/** The checksum of version 2: CRC-32C (RFC 3720 appendix B.4), which Java has from version 9 on. */
final class Crc32c {

  private static final int POLYNOMIAL = 0x82f63b78; // reversed

  private Crc32c() {
  }

  /** The checksum of the first {@code count} bytes, the four from {@code zeros} on taken for zeros. */
  static long of(byte[] bytes, int count, int zeros) {
    int crc = -1;
    for (int i = 0; i < count; i++) {
      crc ^= i >= zeros && i < zeros + 4 ? 0 : bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) { // once a connection, of few bytes: a table would not pay
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
    }
    return ~crc & 0xffffffffL;
  }
}
