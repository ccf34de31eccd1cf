package io.github.realip.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks without pause, over a connection that is kept, and says when it was told which address. */
final class Traffic {
  private static final Pattern ADDRESS = Pattern.compile("\"remoteAddr\":\"([^\"]*)\"");

  private Traffic() {
  }

  /**
   * Asks for some time.
   *
   * @param args the address, and for how many milliseconds
   */
  public static void main(String[] args) throws IOException {
    long end = System.currentTimeMillis() + Long.parseLong(args[1]);
    long now;
    do {
      try (InputStream in = URI.create(args[0]).toURL().openStream()) {
        Matcher answer = ADDRESS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        now = System.currentTimeMillis();
        System.out.println(now + " " + (answer.find() ? answer.group(1) : "?"));
      }
    } while (now < end);
  }
}
