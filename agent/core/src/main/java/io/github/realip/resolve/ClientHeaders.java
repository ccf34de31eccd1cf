package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The headers that applications take for the client's address, and what becomes of them (rules H1 to H7 of
 * docs/semantics.md). Their names are compared without regard to case, and {@code _} is the same as {@code -}.
 */
public final class ClientHeaders {

  /** What is looked for in public code, whoever might write it; {@code Via} is not here, it names proxies. */
  private static final String[] ALWAYS = {"x-forwarded-for", "forwarded", "x-real-ip", "x-realip", "proxy-client-ip",
      "wl-proxy-client-ip", "http-client-ip", "http-x-forwarded-for", "http-x-forwarded", "http-x-cluster-client-ip",
      "http-forwarded-for", "http-forwarded", "http-via", "http-x-real-ip", "remote-addr", "remote-host",
      "x-client-ip", "client-ip", "x-cluster-client-ip", "x-remote-ip", "x-remote-addr", "x-originating-ip",
      "true-client-ip", "cf-connecting-ip", "x-original-forwarded-for", "x-forwarded", "forwarded-for",
      "x-envoy-external-address", "fastly-client-ip", "cdn-src-ip", "x-cloud-ip"};

  private final List<String> names = new ArrayList<String>();
  private final String[][] byLength;
  /** The last characters of the names of each length: a bit for the lowest five bits of each. */
  private final int[] endings;
  private final boolean chain;
  private final boolean hidden;

  /**
   * Watches the headers that are always watched, and more.
   *
   * @param more names of others; one that is watched already changes nothing
   * @param chain whether the list that names the client reads as all of its verified part
   * @param hidden whether all are absent, whatever is verified, because nobody can tell what the settings mean
   */
  public ClientHeaders(Collection<String> more, boolean chain, boolean hidden) {
    this.chain = chain;
    this.hidden = hidden;
    Collections.addAll(names, ALWAYS);
    int longest = 0;
    for (String name : more) {
      String plain = plain(name);
      if (!names.contains(plain)) {
        names.add(plain);
      }
    }
    for (String name : names) {
      longest = Math.max(longest, name.length());
    }
    byLength = new String[longest + 1][];
    endings = new int[longest + 1];
    for (int length = 0; length <= longest; length++) {
      List<String> ofLength = new ArrayList<String>();
      for (String name : names) {
        if (name.length() == length) {
          ofLength.add(name);
          endings[length] |= 1 << name.charAt(length - 1);
        }
      }
      byLength[length] = ofLength.toArray(new String[0]);
    }
  }

  /** Whether the header of this name is one of them; before nearly every read of a header of the request. */
  public boolean contains(String name) {
    if (name == null || name.length() >= endings.length) {
      return false;
    }
    int ending = endings[name.length()];
    return ending != 0 && (ending >> plain(name.charAt(name.length() - 1)) & 1) != 0 && isOneOf(name);
  }

  /** Apart from the test of the ending, which nearly all others fail: so little code is compiled into its caller. */
  private boolean isOneOf(String name) {
    for (String each : byLength[name.length()]) {
      if (isSame(each, name)) {
        return true;
      }
    }
    return false;
  }

  /** From the right, where names differ. */
  private static boolean isSame(String plain, String name) {
    int i = name.length() - 1;
    while (i >= 0 && plain.charAt(i) == plain(name.charAt(i))) {
      i--;
    }
    return i < 0;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      plain.append(plain(name.charAt(i)));
    }
    return plain.toString();
  }

  private static char plain(char c) {
    return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  /** All names, in lower case and with {@code -} for {@code _}. */
  public List<String> names() {
    return Collections.unmodifiableList(names);
  }

  /** Whether the list that names the client reads as all of its verified part. */
  boolean isChain() {
    return chain;
  }

  /** Whether all are absent, whatever is verified. */
  boolean areHidden() {
    return hidden;
  }
}
