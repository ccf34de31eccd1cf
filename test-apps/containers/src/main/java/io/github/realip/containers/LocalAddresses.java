package io.github.realip.containers;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.stream.Stream;

/**
 * Addresses of this machine for a client and a proxy that a server can tell apart.
 *
 * @param client where requests come from
 * @param proxy where the proxy's requests come from
 * @param listen what clients connect to
 */
record LocalAddresses(String client, String proxy, String listen) {

  /**
   * All of 127.0.0.0/8 is this machine on Linux. Elsewhere only 127.0.0.1 is, so that the client needs the address by
   * which others know the machine.
   */
  static LocalAddresses find() throws IOException {
    if (Stream.of("127.0.0.10", "127.0.0.20").allMatch(LocalAddresses::isLocal)) {
      return new LocalAddresses("127.0.0.20", "127.0.0.10", "127.0.0.1");
    }
    String outside = NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(address -> address.getHostAddress())
        .findFirst()
        .orElseThrow(() -> new IOException("This machine has no IPv4 address but 127.0.0.1"));
    return new LocalAddresses(outside, "127.0.0.1", outside);
  }

  private static boolean isLocal(String address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
