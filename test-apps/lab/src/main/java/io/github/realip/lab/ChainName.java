package io.github.realip.lab;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** How kube-proxy names its chains: a prefix and the first 16 letters of a hash in base 32. */
final class ChainName {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BYTES = 10;
  private static final int LETTERS = 16;

  private ChainName() {
  }

  /**
   * The chain for a service's port.
   *
   * @param prefix such as {@code KUBE-SVC-}
   * @param servicePort such as {@code default/app:http}
   */
  static String of(String prefix, String servicePort) {
    return prefix + hash(servicePort + "tcp");
  }

  /**
   * The chain for one endpoint of a service's port.
   *
   * @param endpoint such as {@code 10.244.1.20:8080} or {@code [fd00::20]:8080}
   */
  static String ofEndpoint(String servicePort, String endpoint) {
    return "KUBE-SEP-" + hash(servicePort + "tcp" + endpoint);
  }

  private static String hash(String text) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    String number = new BigInteger(1, Arrays.copyOf(digest, BYTES)).toString(BASE32.length());
    StringBuilder name = new StringBuilder("A".repeat(LETTERS - number.length()));
    number.chars().forEach(digit -> name.append(BASE32.charAt(DIGITS.indexOf(digit))));
    return name.toString();
  }
}
