package io.github.realip.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.CapturedLog;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationTest;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.VerifiedHeaders;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What decides who is believed is read whole or not at all: each slip in a file, when the JVM starts with it and when
 * it comes while good rules are in force.
 */
class SlipsTest {

  private static final String GOOD = "trusted-proxies=192.0.2.1\nheaders=X-Real-IP\n";

  @RegisterExtension
  final CapturedLog log = new CapturedLog();

  @TempDir
  Path directory;

  /** {@code ^} is the end of a line, {@code BOM} a byte order mark. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      # text of the file                                       | start | reload
      trusted-proxies=192.0.2.2^headers=X-Real-IP               | new   | new
      BOMtrusted-proxies=192.0.2.2^headers=X-Real-IP            | new   | new
      headers=X-Real-IP^BOMtrusted-proxies=192.0.2.2            | new   | new
      trusted-proxies=192.0.2.2,^192.0.2.3^headers=X-Real-IP    | off   | kept
      trusted-proxies=192.0.2.2,^  192.0.2.3, 192.0.2.4^headers=X-Real-IP | off | kept
      trusted-proxies=192.0.2.2^  192.0.2.3 192.0.2.4^headers=X-Real-IP | off | kept
      trusted-proxies=192.0.2.2,^2001:db8::/64^headers=X-Real-IP | off  | kept
      trusted-proxies=192.0.2.2,^dns:ingress^headers=X-Real-IP  | off   | kept
      trusted-proxies=192.0.2.2,^cloudflare^headers=X-Real-IP   | off   | kept
      trusted-proxies:^- 192.0.2.2^headers=X-Real-IP            | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP,^X-Client=single | off | kept
      trusted-proxies=192.0.2.2, \\^ 192.0.2.3^headers=X-Real-IP | new  | new
      trusted-proxies=192.0.2.2 headers=X-Real-IP               | off   | kept
      trusted-proxies=192.0.2.2^header=X-Real-IP                | off   | kept
      trusted-proxies=192.0.2.2^realip.header=X-Real-IP         | off   | kept
      trusted-proxies=192.0.2.2^HEADERS=X-Real-IP               | off   | kept
      trusted-proxies=192.0.2.2^REALIP_HEADERS=X-Real-IP        | off   | kept
      realip.trusted-proxy=192.0.2.2^headers=X-Real-IP          | off   | kept
      realip.trustedproxies=192.0.2.2^headers=X-Real-IP         | off   | kept
      realip_trusted_proxies=192.0.2.2^headers=X-Real-IP        | off   | kept
      trustedProxies=192.0.2.2^headers=X-Real-IP                | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^trusted-hop=1 | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^preset=fastly | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^enable=false  | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^allowed-host=a.example | off | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^proto-header=X-Proto | off | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^enabled=flase | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^trust-gateway=maybe | off | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^trusted-hops=x | off  | kept
      trusted-proxies="192.0.2.2"^headers=X-Real-IP             | off   | kept
      trusted-proxies=192.0.2.2;192.0.2.3^headers=X-Real-IP     | off   | kept
      trusted-proxies=$(PROXIES)^headers=X-Real-IP              | off   | kept
      trusted-proxies=192.0.2.2, 192.0.^headers=X-Real-IP       | off   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^x=\\u00       | off   | kept
      trusted-proxies=192.0.2.2/31^headers=X-Real-IP            | new   | new
      trusted-proxies=192.0.2.3/31^headers=X-Real-IP            | new   | kept
      trusted-proxies=192.0.2.2^headers=X-Real-IP^colour=x^loog=debug | new | new
      trusted-proxies=192.0.2.2^headers=X-Real-IP^log=loud      | new   | new
      trusted-proxies=192.0.2.1^trusted-proxies=192.0.2.2^headers=X-Real-IP | new | new
      trusted-proxies=192.0.2.2^headers=X-Real-IP^config-file=x | new   | new
      trusted-proxies=192.0.2.2                                 | new   | kept
      trusted-proxies=192.0.2.2^headers=X-Forwarded-For         | new   | new
      headers=X-Real-IP                                         | off   | kept
      trusted-proxies=^headers=X-Real-IP                        | off   | kept
      trusted-proxies                                           | off   | kept
                                                                | off   | kept
      # nothing left                                            | off   | kept
      enabled=false                                             | off   | off
      enabled=no                                                | off   | off
      enabled=OFF^trusted-proxies=192.0.2.2^headers=X-Real-IP   | off   | off
      enabled=0^realip.trusted-proxy=192.0.2.2                  | off   | off
      enabled=yes^trusted-proxies=192.0.2.2^headers=X-Real-IP   | new   | new
      enabled=on^trusted-proxies=192.0.2.2^headers=X-Real-IP    | new   | new
      enabled=1^trusted-proxies=192.0.2.2^headers=X-Real-IP     | new   | new
      """)
  void inAFileOfSettings(String text, String start, String reload) throws IOException {
    byte[] bytes = bytes(text == null ? "" : text, StandardCharsets.UTF_8);
    assertEquals(start, outcome(live(bytes)));

    log.take();
    LiveRules live = live(GOOD.getBytes(StandardCharsets.UTF_8));
    write(bytes);
    settle(live);
    assertEquals(reload, outcome(live), log::toString);
    List<String> errors = log.toString().lines().filter(line -> line.contains(" error: ")).toList();
    assertEquals(reload.equals("kept"), !errors.isEmpty() && errors.get(0).contains("; keeping the previous rules; "),
        errors::toString);

    write(bytes("trusted-proxies=192.0.2.2^headers=X-Real-IP", StandardCharsets.UTF_8));
    settle(live);
    assertEquals("new", outcome(live), "a good file is taken after any slip");
  }

  @Test
  void hostsThatAreAllowedMustNotBecomeAllHosts() throws IOException {
    LiveRules live = live((GOOD + "rewrite=host\nallowed-hosts=www.example.com\n").getBytes(StandardCharsets.UTF_8));
    write(("trusted-proxies=192.0.2.2\nheaders=X-Real-IP\nrewrite=host\n").getBytes(StandardCharsets.UTF_8));
    settle(live);
    assertEquals("kept", outcome(live));
    assertTrue(log.toString().contains(path() + " no longer has allowed-hosts; keeping the"),
        log::toString);
  }

  /** Each file follows the one before; headers are read as the client, hidden, or as they were sent. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      rewrite=headers         | client | rewrite=headers,x       | client | rewrite=address | client
      rewrite=headers,x       | hidden | rewrite=headers,y       | hidden | rewrite=headers | client
      rewrite=hedders         | hidden | rewrite=proto           | hidden | rewrite=headers | client
      rewrite=headers         | client | trusted-proxie=x        | client | mode=off        | sent
      trusted-proxie=x^rewrite=headers | hidden | rewrite=headers | client | mode=observe   | sent
      rewrite=proto           | sent   | rewrite=proto,headers   | sent   | rewrite=address | sent
      mode=off^rewrite=headers | sent  | rewrite=headers         | client | mode=off        | sent
      """)
  void headersStayHiddenUntilTheSettingsAreInOrder(String start, String first, String next, String second, String last,
      String third) throws IOException {
    LiveRules live = live(withHeaders(start));
    assertEquals(first, headers(live), start);
    write(withHeaders(next));
    settle(live);
    assertEquals(second, headers(live), next);
    write(withHeaders(last));
    settle(live);
    assertEquals(third, headers(live), last);
  }

  private static byte[] withHeaders(String lines) {
    String all = GOOD + lines.replace('^', '\n') + (lines.contains("rewrite") ? "\n" : "\nrewrite=headers\n");
    return all.getBytes(StandardCharsets.UTF_8);
  }

  private static String headers(LiveRules live) {
    if (live.clientHeaders() == null) {
      return "sent";
    }
    List<Map.Entry<String, String>> request = List.of(Map.entry("X-Real-IP", "203.0.113.7"));
    Rules rules = live.rules();
    String line = rules == null ? null : VerifiedHeaders.explain(rules,
        Resolver.explain(rules, "192.0.2.1", request).outcome(), "192.0.2.1", request).line("X-Real-IP");
    return line == null ? "hidden" : "client";
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkOfAnyKindIsNoPartOfTheText(String charset) throws IOException {
    byte[] file = bytes("BOMtrusted-proxies=192.0.2.2^headers=X-Real-IP^", Charset.forName(charset));
    assertEquals("new", outcome(live(file)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      192.0.2.2                    | new  | new
      BOM192.0.2.2 # the old one   | new  | new
      192.0.2.2^BOM192.0.2.3       | new  | new
      192.0.2.3/31                 | new  | kept
      192.0.2.2^192.0.2.           | off  | kept
      # none                       | off  | kept
                                   | off  | kept
      """)
  void inAListOfAFile(String text, String start, String reload) throws IOException {
    Path list = directory.resolve("list");
    byte[] settings = ("trusted-proxies=@" + list + "\nheaders=X-Real-IP\n").getBytes(StandardCharsets.UTF_8);
    Files.write(list, bytes(text == null ? "" : text, StandardCharsets.UTF_8));
    assertEquals(start, outcome(live(settings)));
    Files.writeString(list, "192.0.2.1\n");
    LiveRules live = live(settings);
    assertEquals("kept", outcome(live));
    Files.write(list, bytes(text == null ? "" : text, StandardCharsets.UTF_8));
    settle(live);
    assertEquals(reload, outcome(live));
    Files.delete(list);
    settle(live);
    assertEquals(reload, outcome(live), "as it was");
  }

  private LiveRules live(byte[] file) throws IOException {
    write(file);
    return new LiveRules(Configuration.load(
        ConfigurationTest.properties("realip.config-file", path().toString()), Map.of(), null));
  }

  private static void settle(LiveRules live) {
    for (int i = 0; i < 2; i++) {
      live.refresh(TimeUnit.SECONDS.toNanos(++seconds * 10));
    }
  }

  private static long seconds;

  private Path path() {
    return directory.resolve("realip.properties");
  }

  private void write(byte[] file) throws IOException {
    Files.write(path(), file);
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.replace("BOM", "\ufeff").replace('^', '\n').getBytes(charset);
  }

  /** {@code off}, {@code new} if 192.0.2.2 is trusted, {@code kept} if 192.0.2.1 and its header are. */
  private static String outcome(LiveRules live) {
    if (live.rules() == null) {
      return "off";
    }
    boolean kept = Resolver.isTrusted(live.rules(), "192.0.2.1") && live.rules().header(0).name().equals("X-Real-IP");
    return Resolver.isTrusted(live.rules(), "192.0.2.2") ? "new" : kept ? "kept" : "another";
  }
}
