package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports that nobody listens on.
 *
 * <p>They lie below the range that systems hand out for outgoing connections, so that a client's socket cannot take
 * one between the look and the start of the server, and none is given out twice; each process of tests has its own.
 */
final class Ports {
  private static final int COUNT = 5_000;
  private static final int FIRST = 15_000 + (Fork.NUMBER - 1) % 3 * COUNT;
  private static final Set<Integer> GIVEN = new HashSet<>();
  private static final Random RANDOM = new Random();

  private Ports() {
  }

  static synchronized int free() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = FIRST + RANDOM.nextInt(COUNT);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port between " + FIRST + " and " + (FIRST + COUNT));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
