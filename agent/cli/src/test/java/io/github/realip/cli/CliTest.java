package io.github.realip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, from their arguments to their output and exit status. */
class CliTest {

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private InputStream in = new ByteArrayInputStream(new byte[0]);
  private String out;
  private String err;

  @TempDir
  Path directory;

  private int run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status = Cli.run(args, in, new PrintStream(outBytes, true), new PrintStream(errBytes, true), properties,
        environment);
    out = outBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    err = errBytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    return status;
  }

  private void input(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  // the frame

  @Test
  void tellsItsVersion() {
    assertEquals(0, run("--version"));
    assertTrue(out.matches("realip-agent [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n"), out);
  }

  @Test
  void helps() {
    assertEquals(0, run("--help"));
    assertTrue(out.contains("Usage: realip-agent") && out.contains("explain") && out.contains("presets"), out);
    assertEquals(0, run("check", "--help"));
    for (String option : "trusted-proxies headers trusted-hops ipv6-format config-file enabled log dns-refresh"
        .split(" ")) {
      assertTrue(out.contains("--" + option + "="), option);
    }
    assertEquals(0, run("explain", "--help"));
    assertTrue(out.contains("--jsonl") && out.contains("Example:"), out);
    assertEquals(0, run("presets", "--help"));
    assertTrue(out.contains("Usage: realip-agent presets"), out);
    assertEquals("", err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "explain", "explain --peer 10.0.0.7 --jsonl", "explain --peer",
      "explain --peer 10.0.0.7 -H nonsense", "explain --peer 10.0.0.7 --no-such-option", "check surplus"})
  void exitsWithTwoForWrongUsage(String line) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")));
    assertEquals("", out);
    assertTrue(err.contains("Usage: realip-agent"), err);
  }

  // explain

  @Test
  void drawsTheChain() {
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "-H", "X-Forwarded-For: 6.6.6.6, 203.0.113.7:4711, 10.0.0.99",
        "--trusted-proxies", "10.0.0.0/24"));
    assertEquals("""
        peer     10.0.0.7                         trusted by 10.0.0.0/24
           |     X-Forwarded-For, from the right
        hop 1    10.0.0.99                        trusted by 10.0.0.0/24
        hop 2    203.0.113.7:4711 = 203.0.113.7   not trusted

        client   203.0.113.7   hop 2, first-untrusted-hop: the first hop from the right that is no trusted proxy
        """, out);
    assertEquals("", err);
  }

  @Test
  void drawsAnUntrustedPeer() {
    assertEquals(0, run("explain", "--peer", "198.51.100.1", "--header", "X-Forwarded-For: 6.6.6.6"));
    assertEquals("""
        peer     198.51.100.1   not trusted

        client   198.51.100.1   untrusted-peer: the peer is not trusted, so no header is read
        """, out);
  }

  @Test
  void drawsAHopCount() {
    assertEquals(0, run("explain", "--peer", "35.191.0.9", "--trusted-proxies", "google-lb",
        "-H", "x-forwarded-for: 6.6.6.6,203.0.113.7", "-H", "X-Forwarded-For: 192.0.2.80"));
    assertEquals("""
        peer     35.191.0.9    trusted by google-lb
           |     X-Forwarded-For, from the right
        hop 1    192.0.2.80    counted, whoever it is
        hop 2    203.0.113.7   not trusted

        client   203.0.113.7   hop 2, trusted-hop-count: the hop that the hop count points at
        """, out);
  }

  @Test
  void drawsWhatIsUnreadableWithoutHarm() {
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24",
        "-H", "X-Forwarded-For: \u001b[2J${jndi:ldap://x}\u202e"));
    assertEquals("""
        peer     10.0.0.7                          trusted by 10.0.0.0/24
           |     X-Forwarded-For, from the right
        hop 1    \\u001b[2J${jndi:ldap://x}\\u202e   cannot be read

        client   10.0.0.7   malformed-hop: a hop that cannot be read ends the walk, and this is the last verified one
        """, out);
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24", "-H",
        "X-Forwarded-For: " + "x".repeat(5000)));
    assertTrue(out.length() < 1000, out);
    assertTrue(out.contains("xxx... (5000 characters)"), out);
  }

  @Test
  void hasNoColoursWhereThereIsNoTerminal() {
    run("explain", "--peer", "10.0.0.7", "-H", "X-Forwarded-For: ,", "--trusted-proxies", "10.0.0.0/24");
    assertFalse(out.contains("\u001b"), out);
    assertTrue(out.contains("hop 1    (empty)    empty\n"), out);
    run("check");
    assertFalse(out.contains("\u001b"), out);
  }

  @Test
  void explainsAsJson() {
    assertEquals(0, run("explain", "--json", "--peer", "10.0.0.7", "-Drealip.trusted-proxies=10.0.0.0/24",
        "-Drealip.headers=X-Foo=list", "-H", "X-Foo: <6.6.6.6>, [2001:DB8::7]:80"));
    assertEquals("{\"client\":\"2001:db8::7\",\"reason\":\"first-untrusted-hop\",\"position\":1,\"hops\":["
        + "{\"text\":\"10.0.0.7\",\"address\":\"10.0.0.7\",\"verdict\":\"trusted\",\"trusted-by\":\"10.0.0.0/24\"},"
        + "{\"text\":\"[2001:DB8::7]:80\",\"address\":\"2001:db8::7\",\"verdict\":\"untrusted\"}]}\n", out);
  }

  @Test
  void explainsByTheOptionsAlone() throws IOException {
    properties.setProperty("realip.trusted-proxies", "10.0.0.0/24");
    environment.put("REALIP_TRUSTED_PROXIES", "10.0.0.0/24");
    assertEquals(0, run("explain", "--json", "--peer", "10.0.0.7", "-H", "X-Forwarded-For: 203.0.113.7"));
    assertTrue(out.startsWith("{\"client\":\"10.0.0.7\",\"reason\":\"untrusted-peer\""), out);
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=192.0.2.1\nheaders=X-Real-IP\n");
    Path list = Files.writeString(directory.resolve("list"), "10.0.0.7\n");
    assertEquals(0, run("explain", "--json", "--peer", "10.0.0.7", "-H", "X-Real-IP: 203.0.113.7",
        "--config-file", file.toString(), "--trusted-proxies", "@" + list, "-Drealip.trusted-proxies=192.0.2.2"));
    assertTrue(out.startsWith("{\"client\":\"203.0.113.7\",\"reason\":\"single-address\""), out);
  }

  @Test
  void doesNotExplainByAnInvalidConfiguration() {
    assertEquals(1, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/33"));
    assertEquals("", out);
    assertEquals("error: option --trusted-proxies: invalid entry \"10.0.0.0/33\"; rewriting is off; write a number"
        + " from 0"
        + " to 32 after the slash\n", err);
  }

  @Test
  void saysThatNamesAreNotLookedUp() {
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "dns:ingress"));
    assertEquals("warning: dns:ingress is not looked up here and trusts nobody\n", err);
    assertTrue(out.contains("untrusted-peer"), out);
  }

  // explain --jsonl

  private static final String GOOD = "{\"id\":\"a\",\"peer\":\"10.0.0.1\",\"headers\":[[\"X-Forwarded-For\","
      + "\"6.6.6.6, 203.0.113.7\"]],\"config\":{\"headers\":\"X-Forwarded-For=list\",\"trusted-proxies\":"
      + "\"10.0.0.0/24\",\"trusted-hops\":\"1\"}}";

  @Test
  void explainsLines() {
    input(GOOD + "\n\n" + GOOD.replace("\"a\"", "7").replace("\"1\"", "2") + "\r\n"
        + "{\"peer\":\"10.0.0.1\",\"headers\":[[\"x-forwarded-for\",\"203.0.113.8\"]]}\n"
        + "{\"id\":{\"n\":1},\"peer\":\"10.0.0.1\",\"config\":{\"trusted-proxies\":\"\",\"trusted-hops\":\"1\"}}");
    assertEquals(0, run("explain", "--jsonl", "--trusted-proxies", "10.0.0.0/16"));
    String peer = "{\"text\":\"10.0.0.1\",\"address\":\"10.0.0.1\",\"verdict\":\"trusted\",\"trusted-by\":";
    assertEquals("{\"id\":\"a\",\"client\":\"203.0.113.7\",\"reason\":\"trusted-hop-count\",\"position\":1,\"hops\":["
        + peer + "\"10.0.0.0/24\"},{\"text\":\"203.0.113.7\",\"address\":\"203.0.113.7\",\"verdict\":\"untrusted\"}]}\n"
        + "{\"id\":7,\"client\":\"6.6.6.6\",\"reason\":\"trusted-hop-count\",\"position\":2,\"hops\":[" + peer
        + "\"10.0.0.0/24\"},{\"text\":\"203.0.113.7\",\"address\":\"203.0.113.7\",\"verdict\":\"counted\"},"
        + "{\"text\":\"6.6.6.6\",\"address\":\"6.6.6.6\",\"verdict\":\"untrusted\"}]}\n"
        + "{\"id\":null,\"client\":\"203.0.113.8\",\"reason\":\"first-untrusted-hop\",\"position\":1,\"hops\":[" + peer
        + "\"10.0.0.0/16\"},{\"text\":\"203.0.113.8\",\"address\":\"203.0.113.8\",\"verdict\":\"untrusted\"}]}\n"
        + "{\"id\":{\"n\":1},\"client\":\"10.0.0.1\",\"reason\":\"untrusted-peer\",\"position\":0,\"hops\":["
        + "{\"text\":\"10.0.0.1\",\"address\":\"10.0.0.1\",\"verdict\":\"untrusted\"}]}\n", out);
    assertEquals("", err);
  }

  @Test
  void answersBadLinesAndGoesOn() {
    input("nonsense\n[1]\n{\"id\":1}\n{\"id\":2,\"peer\":7}\n{\"id\":3,\"peer\":\"::1\",\"headers\":{}}\n"
        + "{\"id\":4,\"peer\":\"::1\",\"headers\":[[\"a\"]]}\n{\"id\":5,\"peer\":\"::1\",\"headers\":[[\"a\",null]]}\n"
        + "{\"id\":6,\"peer\":\"::1\",\"config\":[]}\n"
        + "{\"id\":7,\"peer\":\"::1\",\"config\":{\"trusted-proxy\":\"x\"}}\n"
        + "{\"id\":8,\"peer\":\"::1\",\"config\":{\"trusted-proxies\":\"10.0.0.0/33\"}}\n"
        + "{\"id\":9,\"peer\":\"::1\"} x\n{id:10,peer:'::1'}\n"
        + "{\"id\":11,\"peer\":\"::1\",\"config\":{\"headers\":[]}}\n"
        + "{\"id\":12,\"peer\":\"::1\"}\n");
    assertEquals(1, run("explain", "--jsonl"));
    assertEquals("""
        {"id":null,"error":"not one JSON object"}
        {"id":null,"error":"not one JSON object"}
        {"id":1,"error":"peer is not a string"}
        {"id":2,"error":"peer is not a string"}
        {"id":3,"error":"headers is not an array of [name, value]"}
        {"id":4,"error":"headers is not an array of [name, value]"}
        {"id":5,"error":"the value of a header is not a string"}
        {"id":6,"error":"config is not an object"}
        {"id":7,"error":"config trusted-proxy is not known"}
        {"id":8,"error":"config trusted-proxies: invalid entry \\"10.0.0.0/33\\"; write a number from 0 to 32 after \
        the slash"}
        {"id":null,"error":"not one JSON object"}
        {"id":null,"error":"not one JSON object"}
        {"id":11,"error":"config headers is not a string"}
        {"id":12,"client":"::1","reason":"untrusted-peer","position":0,\
        "hops":[{"text":"::1","address":"::1","verdict":"untrusted"}]}
        """, out);
  }

  @Test
  void takesNullForAbsent() {
    input("{\"id\":1,\"peer\":\"10.0.0.1\",\"headers\":null,\"config\":null}\n"
        + "{\"id\":2,\"peer\":\"10.0.0.1\",\"config\":{\"trusted-proxies\":\"10.0.0.1\",\"trusted-hops\":null}}\n");
    assertEquals(0, run("explain", "--jsonl", "--trusted-proxies", "10.0.0.0/16"));
    assertTrue(out.startsWith("{\"id\":1,\"client\":\"10.0.0.1\",\"reason\":\"no-header\""), out);
    assertTrue(out.contains("{\"id\":2,\"client\":\"10.0.0.1\",\"reason\":\"no-header\""), out);
  }

  @Test
  @Timeout(20)
  void answersEachLineBeforeTheNextComes() throws IOException {
    PipedOutputStream lines = new PipedOutputStream();
    in = new PipedInputStream(lines);
    PipedInputStream answers = new PipedInputStream();
    PrintStream answering = new PrintStream(new PipedOutputStream(answers), true);
    Thread cli = new Thread(() -> Cli.run(new String[] {"explain", "--jsonl"}, in, answering, System.err, properties,
        environment));
    cli.start();
    BufferedReader reader = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    for (int id = 0; id < 3; id++) {
      lines.write(("{\"id\":" + id + ",\"peer\":\"::1\"}\n").getBytes(StandardCharsets.UTF_8));
      lines.flush();
      String answer = reader.readLine();
      assertTrue(answer.startsWith("{\"id\":" + id + ","), answer);
    }
    lines.close();
  }

  @Test
  void explainsAHundredThousandLines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      String range = "10.0." + i % 50 + ".0/16";
      lines.append(GOOD.replace("\"a\"", String.valueOf(i)).replace("10.0.0.0/24", range)).append('\n');
    }
    input(lines.toString());
    assertEquals(0, run("explain", "--jsonl"));
    assertEquals(100_000, out.lines().count());
    assertTrue(out.lines().allMatch(line -> line.contains("\"client\":\"203.0.113.7\"")));
    assertTrue(out.endsWith("}]}\n") && out.contains("{\"id\":99999,"));
  }

  // check

  @Test
  void checksWhatAnAgentWouldHave() {
    properties.setProperty("realip.headers", "Forwarded");
    properties.setProperty("java.version", "17");
    environment.put("REALIP_TRUSTED_PROXIES", "192.0.2.0/24");
    environment.put("REALIP_HEADERS", "X-Real-IP");
    assertEquals(0, run("check", "--trusted-proxies", "10.1.2.3/24", "-Drealip.log=debug"));
    assertEquals("""
        trusted-proxies  10.1.2.3/24   option --trusted-proxies
                           overrides environment variable REALIP_TRUSTED_PROXIES = 192.0.2.0/24
        headers          Forwarded     system property realip.headers
                           overrides environment variable REALIP_HEADERS = X-Real-IP
        trusted-hops     (none)        default
        ipv6-format      rfc5952       default
        config-file      (none)        default
        enabled          true          default
        log              debug         system property realip.log
        dns-refresh      30s           default
        trust-gateway    false         default
        diagnose         true          default
        defer-to         (none)        default

        warning: option --trusted-proxies: "10.1.2.3/24" has bits to the right of its prefix and is taken for \
        10.1.2.0/24; write 10.1.2.0/24, or 10.1.2.3 if that one address is meant
        rewriting is on: trusts 10.1.2.0/24; reads Forwarded
        """, out);
    assertEquals("", err);
  }

  @Test
  void exitsWithOneForAnInvalidConfiguration() {
    environment.put("REALIP_TRUSTED_PROXIES", "ingress");
    assertEquals(1, run("check"));
    assertTrue(out.contains("error: environment variable REALIP_TRUSTED_PROXIES: invalid entry \"ingress\";"
        + " rewriting is"
        + " off; write dns:ingress if it is the name of a host; else an address"), out);
    assertTrue(out.endsWith("rewriting is off until these errors are fixed; getRemoteAddr() returns the container's"
        + " own value\n"), out);
  }

  @Test
  void checksAnEmptyConfiguration() {
    assertEquals(0, run("check"));
    assertTrue(out.endsWith("\nrewriting is off: nobody is trusted; set realip.trusted-proxies to the addresses of your"
        + " proxies, as in -Drealip.trusted-proxies=10.0.0.7 or REALIP_TRUSTED_PROXIES=10.0.0.7\n"), out);
  }

  // presets

  @Test
  void listsThePresets() {
    assertEquals(0, run("presets"));
    assertTrue(out.startsWith("cloudflare   2026-02-11   Cloudflare, \"IP Ranges\" (cloudflare.com/ips-v4 and"
        + " /ips-v6)\n  103.21.244.0/22\n"), out);
    assertTrue(out.contains("\n  trusted-hops=2\n  35.191.0.0/16\n"), out);
    assertTrue(out.contains("\n  127.0.0.6/32\n  ::6/128\n"), out);
    assertTrue(out.endsWith("\nazure-frontdoor   not included: use @FILE with the ranges of the service tag"
        + " AzureFrontDoor.Backend of the weekly \"Azure IP Ranges and Service Tags\" file\n"), out);
  }
}
