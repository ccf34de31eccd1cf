package io.github.realip.config;

import io.github.realip.address.IpLiteral;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Reads the default gateways out of the kernel's routing tables.
 *
 * <p>In a Kubernetes pod the default gateway is the address that traffic from outside shows when the node has
 * translated its source ({@code externalTrafficPolicy: Cluster}), and it often lies inside the pods' own range: who
 * trusts that range would believe every outside client.
 */
final class Gateways {

  private static final String IPV4_TABLE = "/proc/net/route";
  private static final String IPV6_TABLE = "/proc/net/ipv6_route";

  private Gateways() {
  }

  /** Returns the default gateways of this machine; none where the tables cannot be read. */
  static List<String> ofThisMachine() {
    List<String> gateways = new ArrayList<String>();
    String ipv4 = TextFile.ofKernel(IPV4_TABLE).text();
    if (ipv4 != null) {
      gateways.addAll(ipv4(ipv4, ByteOrder.nativeOrder()));
    }
    String ipv6 = TextFile.ofKernel(IPV6_TABLE).text();
    if (ipv6 != null) {
      gateways.addAll(ipv6(ipv6));
    }
    return gateways;
  }

  /** Rows: interface, destination, gateway, flags, ..., mask in the eighth column; addresses as the CPU holds them. */
  static List<String> ipv4(String table, ByteOrder order) {
    List<String> gateways = new ArrayList<String>();
    for (String row : table.split("\n")) {
      String[] column = columns(row);
      if (column.length > 7 && column[1].equals("00000000") && column[7].equals("00000000")
          && isHex(column[2], 8) && !column[2].equals("00000000")) {
        long address = Long.parseLong(column[2], 16);
        int host = order == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes((int) address) : (int) address;
        gateways.add((host >>> 24) + "." + (host >> 16 & 0xff) + "." + (host >> 8 & 0xff) + "." + (host & 0xff));
      }
    }
    return gateways;
  }

  /** Rows: destination, its prefix length, source, its prefix length, next hop, ...; addresses as 32 hex digits. */
  static List<String> ipv6(String table) {
    String none = "00000000000000000000000000000000";
    List<String> gateways = new ArrayList<String>();
    for (String row : table.split("\n")) {
      String[] column = columns(row);
      if (column.length > 4 && column[0].equals(none) && column[1].equals("00")
          && isHex(column[4], 32) && !column[4].equals(none)) {
        StringBuilder address = new StringBuilder(column[4]);
        for (int colon = 28; colon > 0; colon -= 4) {
          address.insert(colon, ':');
        }
        gateways.add(address.toString());
      }
    }
    return gateways;
  }

  private static String[] columns(String row) {
    StringTokenizer words = new StringTokenizer(row);
    String[] columns = new String[words.countTokens()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = words.nextToken();
    }
    return columns;
  }

  private static boolean isHex(String text, int digits) {
    for (int i = 0; i < text.length(); i++) {
      if (IpLiteral.hex(text.charAt(i)) < 0) {
        return false;
      }
    }
    return text.length() == digits;
  }
}
