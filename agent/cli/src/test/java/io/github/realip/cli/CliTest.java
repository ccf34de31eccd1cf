package io.github.realip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.realip.config.Key;
import io.github.realip.config.Preset;
import io.github.realip.config.Presets;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void helps() {
    assertEquals(0, run("--help"));
    assertTrue(out.contains("Usage: realip-agent") && out.contains("explain") && out.contains("presets"), out);
    assertEquals(0, run("check", "--help"));
    for (Key key : Key.values()) {
      assertTrue(out.contains("--" + key.label() + "="), key.label());
    }
    assertEquals(0, run("explain", "--help"));
    assertTrue(out.contains("--jsonl") && out.contains("Example:"), out);
    for (String command : "explain check presets attach detach version help".split(" ")) {
      assertEquals(0, run(command, "--help"), command);
      assertTrue(out.startsWith("Usage: realip-agent " + command), out);
      String page = out;
      assertEquals(0, run("help", command), command);
      assertEquals(page, out);
    }
    assertEquals(0, run("help"));
    assertTrue(out.startsWith("Usage: realip-agent "), out);
    assertEquals("", err);
  }

  /** One line, which names what is wrong and what was probably meant. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "chek                                  | unknown command \"chek\"; did you mean check?",
      "EXPLAIN                               | unknown command \"EXPLAIN\"; did you mean explain?",
      "xyz                                   | unknown command \"xyz\"; known: explain, check, presets, status, list,",
      "help chek                             | unknown command \"chek\"; did you mean check?",
      "--verson                              | unknown option \"--verson\"; did you mean --version?",
      "check --trusted-proxy=10.0.0.7        | unknown option \"--trusted-proxy\"; did you mean --trusted-proxies?",
      "check --strickt                       | unknown option \"--strickt\"; did you mean --strict?",
      "check surplus                         | unexpected argument \"surplus\"; see",
      "explain                               | Give --peer, or --jsonl",
      "explain --peer 10.0.0.7 --jsonl       | Give --peer, or --jsonl",
      "explain --peer                        | Missing required parameter for option",
      "explain --peer 10.0.0.7 -H nonsense   | A header line is NAME: VALUE, unlike \"nonsense\"",
      "explain --peer 10.0.0.7 --resolve x   | --resolve: \"x\" is not NAME=ADDRESS,ADDRESS",
      "explain --peer 10.0.0.7 --resolve x=y | --resolve: \"y\" is not an address",
      "explain --peer 10.0.0.7 --no-such     | unknown option \"--no-such\"; see"})
  void exitsWithTwoForWrongUsage(String line, String said) {
    assertEquals(2, run(line.split(" ")));
    assertEquals("", out);
    assertTrue(err.startsWith("error: " + said), err);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.contains("; see java -jar realip-agent.jar help"), err);
  }

  @Test
  void showsItsHelpToWhoeverTriesItWithoutAnything() {
    assertEquals(2, run());
    assertTrue(err.contains("Usage: realip-agent") && err.contains("error: no command was given"), err);
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
  void drawsSchemeHostAndPort() {
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24", "--rewrite",
        "proto,host,port", "--allowed-hosts", "www.example.com", "-H", "X-Forwarded-Proto: https",
        "-H", "X-Forwarded-Host: evil.example", "-H", "Host: app:8080"));
    assertEquals("""
        peer     10.0.0.7   trusted by 10.0.0.0/24

        client   10.0.0.7   no-header: the peer is trusted but sends none of the configured headers
        scheme   https                   verified: said by the proxy that named the client
        host     (the container's own)   not-allowed: realip.allowed-hosts has no such host
        port     8080                    of-request: the port of the request as it arrives stays
        """, out);
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24", "--rewrite", "proto",
        "--json", "-H", "X-Forwarded-Proto: https", "-H", "X-Forwarded-Host: evil.example"));
    assertTrue(out.endsWith(",\"scheme\":\"https\",\"scheme-reason\":\"verified\",\"host\":null,\"host-reason\":"
        + "\"not-rewritten\",\"port\":443,\"port-reason\":\"of-scheme\"}\n"), out);
  }

  @Test
  void showsWhatHeadersReadAs() {
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24", "--rewrite", "headers",
        "--client-headers", "+X-Mine", "-H", "X-Forwarded-For: 6.6.6.6, 203.0.113.7", "-H", "X-Mine: \u001b[31m", "-H",
        "forwarded: for=6.6.6.6", "-H", "FORWARDED: ", "-H", "Host: x"));
    assertTrue(out.endsWith("""

        headers that name a client
        forwarded         for=203.0.113.7   was sent as for=6.6.6.6 | (empty)
        X-Forwarded-For   203.0.113.7       was sent as 6.6.6.6, 203.0.113.7
        X-Mine            203.0.113.7       was sent as \\u001b[31m
        """), out);
    assertEquals(0, run("explain", "--json", "--peer", "192.0.2.1", "--trusted-proxies", "10.0.0.0/24", "--rewrite",
        "headers", "-H", "X-Forwarded-For: 203.0.113.7", "-H", "Via: x"));
    assertTrue(out.endsWith(",\"headers\":{\"X-Forwarded-For\":null}}\n"), out);
    assertEquals(0, run("explain", "--peer", "10.0.0.7", "--trusted-proxies", "10.0.0.0/24", "--rewrite", "headers"));
    assertTrue(out.endsWith("\n\nno header that names a client\n"), out);
  }

  @Test
  void expectsWhatHeadersReadAs() {
    String request = "{\"peer\":\"10.0.0.7\",\"headers\":[[\"X-Forwarded-For\",\"6.6.6.6, 203.0.113.7, 10.0.0.8\"]],"
        + "\"config\":{\"trusted-proxies\":\"10.0.0.0/24\",\"rewrite\":\"headers-chain\"},\"expect-headers\":";
    input(request + "{\"x-forwarded-for\":\"203.0.113.7, 10.0.0.8\",\"X-Real-IP\":null}}\n"
        + request + "{\"X-Real-IP\":\"203.0.113.7\"}}\n"
        + request + "[]}\n" + request + "{\"X-Real-IP\":[]}}\n");
    assertEquals(1, run("explain", "--jsonl"));
    assertTrue(err.contains("line 2: expected X-Real-IP 203.0.113.7, got 203.0.113.7, first-untrusted-hop, X-Real-IP"
        + " (absent)\n"), err);
    assertTrue(err.contains("line 3: expect-headers is not an object"), err);
    assertTrue(err.endsWith("4 cases: 1 as expected, 1 not as expected, 2 unreadable\n"), err);
  }

  @Test
  void expectsSchemeHostAndPort() {
    String request = "{\"peer\":\"10.0.0.7\",\"headers\":[[\"X-Forwarded-Proto\",\"https\"]],\"config\":"
        + "{\"trusted-proxies\":\"10.0.0.7\",\"rewrite\":\"proto\"},";
    input(request + "\"expect-scheme\":\"https\",\"expect-host\":\"own\",\"expect-port\":443}\n"
        + request + "\"expect-scheme\":\"http\",\"expect-port\":\"80\"}\n"
        + "{\"peer\":\"10.0.0.7\",\"config\":{\"rewrite\":\"prot\"}}\n");
    assertEquals(1, run("explain", "--jsonl"));
    assertTrue(err.contains("line 2: expected scheme http, port 80, got 10.0.0.7, no-header, scheme https, port 443\n"),
        err);
    assertTrue(err.contains("line 3: config rewrite: invalid entry") && err.contains("did you mean port?")
        || err.contains("did you mean proto?"), err);
    assertTrue(err.endsWith("3 cases: 1 as expected, 1 not as expected, 1 unreadable\n"), err);
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
  void takesTheAddressesOfNamesFromTheCommandLine() {
    String[] request = {"explain", "--json", "--peer", "10.0.0.7", "-H", "X-Forwarded-For: 203.0.113.7, fd00::1",
      "--trusted-proxies", "dns:Ingress,dns:lb.example"};
    assertEquals(0, run(request));
    assertEquals(List.of("dns:ingress", "dns:lb.example"), err.lines().map(line -> line.split(" ")[1]).toList());
    assertTrue(err.lines().allMatch(line -> line.startsWith("warning: ") && line.contains("--resolve ")), err);
    assertTrue(out.contains("untrusted-peer"), out);
    List<String> more = new ArrayList<>(List.of(request));
    more.addAll(List.of("--resolve", "ingress=10.0.0.6,10.0.0.7", "--resolve", "lb.example=fd00::1"));
    assertEquals(0, run(more.toArray(new String[0])));
    assertTrue(out.startsWith("{\"client\":\"203.0.113.7\"") && out.contains("\"trusted-by\":\"dns:ingress\""), out);
    assertEquals("", err);
  }

  // explain --proxy-protocol-hex

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "10.0.0.9 | close  | 50524f58592054435034203230332e302e3131332e3720"
          + "31302e302e302e3920343030303020383 00d0a | 0 | client   203.0.113.7",
      "10.0.0.9 | close  | 0d0a0d0a000d0a515549540a2111000ccb0071070a0000099c400050474554 | 0 | client   203.0.113.7",
      "10.0.0.9 | close  | 0d:0a:0d:0a:00:0d:0a:51:55:49:54:0a:20:00:00:00 | 0 | client   10.0.0.9",
      "10.0.0.9 | close  | 0d0a0d0a000d0a515549540a2211000ccb0071070a0000099c400050 | 1 | the connection is closed",
      "10.0.0.9 | close  | 0d0a0d0a000d0a515549540a | 1 | is waited for",
      "10.0.0.9 | close  | 474554 | 1 | a header is missing",
      "10.0.0.9 | accept | 474554 | 0 | client   10.0.0.9",
      "10.0.0.8 | close  | 474554 | 0 | client   10.0.0.8",
      "10.0.0.8 | close  | 0d0a0d0a000d0a515549540a2000 0000 | 1 | the container refuses them"})
  void explainsTheFirstBytes(String peer, String missing, String hex, int status, String expected) {
    assertEquals(status, run("explain", "--peer", peer, "--proxy-protocol", "10.0.0.9", "--proxy-protocol-missing",
        missing, "--proxy-protocol-hex", hex), out + err);
    assertTrue(out.contains(expected), out);
  }

  @Test
  void explainsAHeaderAlone() throws IOException {
    String hex = "0d0a0d0a000d0a515549540a2111000ccb0071070a0000099c400050";
    assertEquals(0, run("explain", "--proxy-protocol-hex", hex));
    assertEquals("bytes    version 2, TCP4, 28 bytes: source 203.0.113.7 port 40000\n", out.replace("\n\n", "\n"));
    Path file = Files.writeString(directory.resolve("bytes"), "PROXY TCP4 1.2.3.4\r\n");
    assertEquals(1, run("explain", "--proxy-protocol-file", file.toString()));
    assertEquals("bytes    malformed, version 1: the line has too few words\n", out.replace("\n\n", "\n"));
    assertEquals(2, run("explain", "--proxy-protocol-hex", "0d0"));
    assertEquals(0, run("explain", "--json", "--peer", "10.0.0.9", "--proxy-protocol", "10.0.0.9",
        "--proxy-protocol-hex", hex));
    assertTrue(out.contains("\"client\":\"203.0.113.7\"") && out.contains("\"port\":40000"), out);
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
    input("""
        nonsense
        [1]

        {"id":1}
        {"id":2,"peer":7}
        {"id":3,"peer":"::1","headers":{}}
        {"id":4,"peer":"::1","headers":[["a"]]}
        {"id":5,"peer":"::1","headers":[["a",null]]}
        {"id":6,"peer":"::1","config":[]}
        {"id":7,"peer":"::1","config":{"trusted-proxy":"x"}}
        {"id":8,"peer":"::1","config":{"trusted-proxies":"10.0.0.0/33"}}
        {"id":9,"peer":"::1"} x
        {id:10,peer:'::1'}
        {"id":11,"peer":"::1","config":{"headers":[]}}
        {"id":12,"peer":"::1","conf":{}}
        {"id":13,"peer":"::1","expected":"::1"}
        {"id":14,"peer":"::1","expect":7}
        {"id":15,"peer":"::1","expect-reason":"untrusted"}
        {"id":16,"peer":"::1","config":{"trusted-proxies":"dns:x"}}
        {"id":17,"peer":"::1","config":{"trusted-proxies":"dns:x"},"resolve":{"y":"::1"}}
        {"id":18,"peer":"::1","config":{"trusted-proxies":"dns:x"},"resolve":{"x":["::1/64"]}}
        {"id":19,"peer":"::1","peer":"::2"}
        {"id":20,"peer":"::1","config":{"log":"info","log":"off"}}
        {"id":21,"peer":"::1"}
        """);
    assertEquals(1, run("explain", "--jsonl"));
    List<String> answers = out.lines().toList();
    assertEquals("{\"id\":21,\"client\":\"::1\",\"reason\":\"untrusted-peer\",\"position\":0,"
        + "\"hops\":[{\"text\":\"::1\",\"address\":\"::1\",\"verdict\":\"untrusted\"}]}", answers.get(22));
    String[] errors = {"1 not one JSON object", "2 not one JSON object", "4 peer is not a string",
      "5 peer is not a string", "6 headers is not an array", "7 headers is not an array",
      "8 the value of a header is not a string", "9 config is not an object",
      "10 unknown setting \"trusted-proxy\"; did you mean trusted-proxies?", "11 config trusted-proxies: ",
      "12 not one JSON object", "13 not one JSON object", "14 config headers is not a string",
      "15 unknown field \"conf\"; did you mean config?", "16 unknown field \"expected\"; did you mean expect?",
      "17 expect is not a string", "18 unknown expect-reason \"untrusted\"; did you mean untrusted-peer?",
      "19 dns:x has no addresses here", "20 resolve: no entry dns:y", "21 resolve: \"::1/64\" is not an address",
      "22 field \"peer\" is there twice", "23 field \"log\" is there twice"};
    for (int i = 0; i < errors.length; i++) {
      String[] lineAndError = errors[i].replace("\"", "\\\"").split(" ", 2);
      assertTrue(answers.get(i).contains(",\"line\":" + lineAndError[0] + ",\"error\":\"" + lineAndError[1]),
          errors[i] + " <> " + answers.get(i));
    }
    assertTrue(err.startsWith("line 1: not one JSON object\n"), err);
    assertTrue(err.endsWith("23 cases: 0 as expected, 0 not as expected, 22 unreadable, 1 without expectation\n"), err);
  }

  @Test
  void comparesAnswersWithWhatIsExpected() {
    input("\ufeff" + """
        {"id":1,"peer":"10.0.0.1","headers":[["X-Forwarded-For","203.0.113.7"]],"expect":"203.0.113.7"}
        {"id":2,"peer":"10.0.0.1","expect":"10.0.0.1","expect-reason":"no-header","note":"as it should be"}
        {"id":3,"peer":"10.0.0.1","expect":"10.0.0.1","expect-reason":"untrusted-peer"}

        {"id":4,"peer":"10.0.0.9","expect":"10.0.0.1"}
        {"id":5,"peer":"fd00::1","config":{"trusted-proxies":"dns:GW"},"resolve":{"gw":["fd00::1","10.0.0.1"]},\
        "headers":[["x-forwarded-for","2001:db8::7"]],"expect":"2001:db8::7"}
        """);
    assertEquals(1, run("explain", "--jsonl", "--trusted-proxies", "10.0.0.0/16"));
    List<String> answers = out.lines().toList();
    assertFalse(answers.get(0).contains("\"line\"") || answers.get(1).contains("\"failed\""), out);
    assertTrue(answers.get(2).endsWith(
        ",\"line\":3,\"failed\":\"expected untrusted-peer, got 10.0.0.1, no-header\"}"), out);
    assertTrue(answers.get(3).endsWith(
        ",\"line\":5,\"failed\":\"expected 10.0.0.1, got 10.0.0.9, no-header\"}"), out);
    assertEquals("""
        line 3: expected untrusted-peer, got 10.0.0.1, no-header
        line 5: expected 10.0.0.1, got 10.0.0.9, no-header
        5 cases: 3 as expected, 2 not as expected, 0 unreadable
        """, err);
  }

  @Test
  void succeedsIfEverythingIsAsExpected() {
    input("{\"peer\":\"::1\",\"expect\":\"::1\"}\n");
    assertEquals(0, run("explain", "--jsonl"));
    assertEquals("1 case: 1 as expected, 0 not as expected, 0 unreadable\n", err);
  }

  @Test
  void aFileWithoutACaseIsNoTest() {
    input("\n\n");
    assertEquals(1, run("explain", "--jsonl"));
    assertTrue(err.startsWith("error: no case"), err);
  }

  @Test
  void aLineWithoutEndIsNotKept() {
    int length = 50_000_000;
    in = new InputStream() {
      private int left = length;

      @Override
      public int read() {
        return left-- > 0 ? '[' : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int most) {
        int n = Math.min(most, left);
        Arrays.fill(bytes, offset, offset + n, (byte) '[');
        left -= n;
        return n == 0 ? -1 : n;
      }
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertEquals(1, run("explain", "--jsonl"));
    assertTrue(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before < length, "kept");
    assertEquals("{\"id\":null,\"line\":1,\"error\":\"not one JSON object\"}\n", out);
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
    assertEquals(0, run("check", "--trusted-proxies", "10.1.2.3/24", "-Drealip.log=debug", "--accept", "forwarded"));
    assertTrue(out.startsWith("""
        trusted-proxies        10.1.2.3/24         option --trusted-proxies
                                 overrides environment variable REALIP_TRUSTED_PROXIES = 192.0.2.0/24
        headers                Forwarded           system property realip.headers
                                 overrides environment variable REALIP_HEADERS = X-Real-IP
        """), out);
    for (Key key : Key.values()) {
      assertTrue(out.contains("\n" + key.label() + " ") || key == Key.TRUSTED_PROXIES, key.label());
    }
    assertTrue(out.contains("\nlog                    debug               system property realip.log\n"), out);
    assertTrue(out.contains("\nwarning: option --trusted-proxies: ") && out.contains("write 10.1.2.0/24, or"
        + " 10.1.2.3"), out);
    assertTrue(out.lines().toList().get((int) out.lines().count() - 1).startsWith("rewriting is on: trusts "), out);
    assertEquals("", err);
  }

  /** The exit status of each mistake, with and without --strict. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      // arguments                                                      | exit | strict
      "check --trusted-proxies=10.0.0.7                                 | 0 | 0",
      "check --trusted-proxies=ingress                                  | 1 | 1",
      "check -Drealip.trusted-proxy=10.0.0.8 --trusted-proxies=10.0.0.7 | 1 | 1",
      "check                                                            | 1 | 1",
      "check --trusted-proxies=                                         | 0 | 0",
      "check --enabled=false                                            | 0 | 0",
      "check --trusted-proxies=10.0.0.7/24                              | 0 | 1",
      "check --trusted-proxies=10.0.0.7 --log=loud                      | 0 | 1",
      "check --trusted-hops=1                                           | 0 | 1"})
  void exitsWithWhatAScriptNeeds(String arguments, int status, int strict) {
    assertEquals(status, run(arguments.split(" ")), () -> out);
    assertEquals(strict, run((arguments + " --strict").split(" ")), () -> out);
    assertEquals("", err);
  }

  /** What is right with one gateway and forgeable with another. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      // settings                                         | named             | accepted
      "--headers=X-Original-Forwarded-For,X-Forwarded-For | ingress-nginx     | X-Original-Forwarded-For",
      "--headers=Forwarded                                | every trusted proxy | forwarded",
      "--headers=X-Real-IP                                | Envoy, Caddy      | x-real-ip",
      "--headers=x-envoy-external-address                 | clientIPDetection | X-Envoy-External-Address",
      "--trusted-hops=2                                   | gets round        | trusted-hops",
      "--headers=X-Forwarded-For                          | -                 | -",
      "--trusted-hops=1                                   | -                 | -",
      "--trusted-proxies=google-lb                        | -                 | -"})
  void warnsAboutWhatOnlySomeGatewaysMakeSafe(String setting, String named, String accepted) {
    String arguments = "check --strict " + (setting.contains("proxies") ? "" : "--trusted-proxies=10.0.0.7 ") + setting;
    assertEquals(named == null ? 0 : 1, run(arguments.split(" ")), () -> out);
    assertTrue(named == null || out.contains("warning: option --") && out.contains(named), out);
    if (accepted != null) {
      assertTrue(out.contains("add --accept "), out);
      assertTrue(isForged(setting.substring(2).split("[=,]")), () -> "no row of the gateways shows " + setting);
      assertEquals(0, run((arguments + " --accept=" + accepted).split(" ")), () -> out);
    }
  }

  /** Whether there is a gateway behind which this setting answers the address that the client has forged. */
  private static boolean isForged(String[] keyAndValue) {
    InputStream gateways = CliTest.class.getResourceAsStream("gateways.jsonl");
    return new BufferedReader(new InputStreamReader(gateways, StandardCharsets.UTF_8)).lines()
        .anyMatch(line -> line.toLowerCase(Locale.ROOT)
            .contains(('"' + keyAndValue[0] + "\":\"" + keyAndValue[1]).toLowerCase(Locale.ROOT))
            && line.contains("\"expect\":\"1.2.3.4\""));
  }

  @Test
  void showsWhatASampleRequestIsAnswered() {
    assertEquals(0,
        run("check", "--trusted-proxies=10.0.0.7", "--rewrite=proto,host", "--allowed-hosts=*.example.org"));
    assertTrue(out.endsWith("""


        a request of a trusted proxy, X-Forwarded-For: 203.0.113.7 | X-Forwarded-Proto: https | \
        X-Forwarded-Host: www.example.org | X-Forwarded-Port: 443
        scheme   https             verified: said by the proxy that named the client
        host     www.example.org   verified: said by the proxy that named the client
        port     443               of-scheme: the default of the scheme
        """), out);
    assertEquals(0, run("check", "--trusted-proxies=google-lb", "--rewrite=proto", "--headers=Forwarded",
        "--accept=forwarded"));
    assertTrue(out.contains("Forwarded: for=203.0.113.7;proto=https;host=\"www.example.com\", for=10.0.0.1\n"), out);
    assertTrue(out.contains("scheme   https "), out);
    assertEquals(0, run("check", "--trusted-proxies=10.0.0.7", "--rewrite=headers-chain"));
    assertTrue(out.endsWith("""


        a request of a trusted proxy, X-Forwarded-For: 203.0.113.7 | Proxy-Client-IP: 6.6.6.6

        headers that name a client
        Proxy-Client-IP   203.0.113.7   was sent as 6.6.6.6
        X-Forwarded-For   203.0.113.7   was sent as 203.0.113.7
        """), out);
    assertEquals(1, run("check", "--trusted-proxies=10.0.0.7", "--rewrite=proto,heeders"));
    assertTrue(out.contains("error: option --rewrite: invalid entry \"heeders\"; only the address is rewritten, and"
        + " headers that name a client are hidden; "), out);
    for (String accept : new String[] {"--accept=x", "--accept=port"}) {
      run("check", "--trusted-proxies=10.0.0.7", "--rewrite=proto,port", accept);
      assertEquals(accept.equals("--accept=x"), out.contains("; if yours does, add --accept port"), out);
    }
  }

  @Test
  void readsTheOptionsThatAJvmWouldBeStartedWith() {
    environment.put("JAVA_TOOL_OPTIONS", "-javaagent:/realip/realip-agent.jar=trusted-proxies=10.0.0.7"
        + " '-Drealip.headers=X-Forwarded-For, Forwarded' -javaagent:/jmx/jmx.jar=9404:/x.yaml");
    properties.setProperty("realip.headers", "X-Forwarded-For, Forwarded"); // as this JVM has it from the variable
    environment.put("CATALINA_OPTS", "-Xmx1g -Drealip.headers=Forwarded");
    assertEquals(0, run("check"), () -> out);
    assertTrue(out.contains("trusted-proxies        10.0.0.7            agent argument trusted-proxies\n"), out);
    assertTrue(out.contains("headers                Forwarded           CATALINA_OPTS -Drealip.headers\n"
        + "                         overrides JAVA_TOOL_OPTIONS -Drealip.headers = X-Forwarded-For, Forwarded\n"), out);
    assertEquals(0, run("check", "--agent-arguments", "trusted-proxies=10.0.0.8"));
    assertTrue(out.contains("10.0.0.8") && !out.contains("10.0.0.7"), out);
    assertEquals(1, run("check", "--agent-arguments", "trusted-proxy=10.0.0.8"));
    assertTrue(out.contains("agent argument trusted-proxy"), out);
    environment.clear();
    properties.clear();
    assertEquals(0, run("check", "--jvm-options", "-javaagent:realip-agent.jar -Drealip.trusted-proxies=10.0.0.9"));
    assertTrue(out.contains("10.0.0.9") && out.contains("--jvm-options -Drealip.trusted-proxies"), out);
  }

  @Test
  void warnsOfTwoAgentsAndOfWhatJava8Drops() {
    environment.put("REALIP_TRUSTED_PROXIES", "10.0.0.7");
    String options = "-javaagent:/realip/realip-agent.jar ";
    environment.put("JAVA_TOOL_OPTIONS", options + "x".repeat(1023 - options.length()));
    assertEquals(0, run("check", "--strict"), () -> out);
    environment.put("JAVA_TOOL_OPTIONS", options + "x".repeat(1024 - options.length()));
    assertEquals(1, run("check", "--strict"));
    assertTrue(out.contains("warning: JAVA_TOOL_OPTIONS has 1024 bytes; Java 8"), out);
    environment.put("JAVA_TOOL_OPTIONS", options);
    environment.put("JAVA_OPTS", options);
    assertEquals(1, run("check", "--strict"));
    assertTrue(out.contains("named in JAVA_OPTS and JAVA_TOOL_OPTIONS; the JVM starts the one in JAVA_TOOL"), out);
  }

  @Test
  void looksNamesUpWhenAsked() {
    assertEquals(0, run("check", "--trusted-proxies", "dns:localhost", "--resolve"), () -> out);
    assertTrue(out.contains("dns:localhost is ") && out.contains("127.0.0.1"), out);
    assertEquals(1, run("check", "--trusted-proxies", "dns:no-such-host.invalid", "--resolve"));
    assertTrue(out.contains("error: dns:no-such-host.invalid"), out);
    assertEquals(0, run("check", "--trusted-proxies", "dns:no-such-host.invalid"));
  }

  // presets

  @Test
  void listsOnePreset() {
    assertEquals(0, run("presets", "google-lb"));
    assertTrue(out.startsWith("google-lb   ") && out.contains("\n  trusted-hops=2\n"), out);
    assertFalse(out.contains("cloudflare"), out);
    assertEquals(1, run("presets", "cloudfare"));
    assertEquals("error: unknown preset \"cloudfare\"; did you mean cloudflare?\n", err);
  }

  @Test
  void listsThePresets() {
    assertEquals(0, run("presets"));
    for (Preset preset : Presets.all()) {
      assertTrue(out.lines().anyMatch(line -> line.startsWith(preset.name() + "   ")), preset.name());
    }
    assertTrue(out.contains("azure-frontdoor   not included: use @FILE with the ranges of "), out);
  }
}
