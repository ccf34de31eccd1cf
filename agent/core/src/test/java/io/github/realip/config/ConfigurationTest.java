package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.containers.ForwardingComponent;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.VerifiedHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From settings to rules, and the whole line for everything that is wrong. */
public class ConfigurationTest {

  private static final String ENTRIES = "write an address such as 10.0.0.7, a network such as 10.0.0.0/24, loopback,"
      + " link-local, private, cgnat, unix:, dns:NAME, @FILE or a preset";

  @TempDir
  Path directory;

  /** System properties, given as names and values in turn. */
  public static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  /** What system properties alone give; names without their prefix. */
  private static Configuration with(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty("realip." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return Configuration.load(properties, Map.of(), null);
  }

  private static List<String> lines(Configuration configuration) {
    return configuration.problems().stream().map(Problem::toString).collect(Collectors.toList());
  }

  private static String client(Configuration configuration, String peer, String... lines) {
    Rules rules = configuration.rules(Map.of());
    List<Map.Entry<String, String>> headers = List.of(lines).stream()
        .map(line -> Map.entry(line.split(": ")[0], line.split(": ")[1])).collect(Collectors.toList());
    return Resolver.explain(rules, peer, headers).address();
  }

  // precedence and origins

  @Test
  void ranksPropertyArgumentEnvironmentFileDefault() throws IOException {
    Path file = Files.writeString(directory.resolve("realip.properties"),
        "trusted-proxies=10.0.0.4\nheaders=Forwarded\nipv6-format=java\nlog=debug\ndns-refresh=1m\n");
    Configuration configuration = Configuration.load(
        properties("realip.trusted-proxies", "10.0.0.1", "realip.config-file", file.toString()),
        Map.of("REALIP_TRUSTED_PROXIES", "10.0.0.3", "REALIP_HEADERS", "X-Real-IP", "REALIP_IPV6_FORMAT", "rfc5952"),
        "trusted-proxies=10.0.0.2; headers=X-Foo=list");
    assertEquals(List.of(), lines(configuration));
    Setting proxies = configuration.setting(Key.TRUSTED_PROXIES);
    assertEquals("10.0.0.1", proxies.value());
    assertEquals("system property realip.trusted-proxies", proxies.origin());
    assertEquals(List.of("agent argument trusted-proxies = 10.0.0.2",
        "environment variable REALIP_TRUSTED_PROXIES = 10.0.0.3",
        "trusted-proxies in " + file + ", line 1 = 10.0.0.4"), proxies.overridden());
    assertEquals("X-Foo=list", configuration.setting(Key.HEADERS).value());
    assertEquals("agent argument headers", configuration.setting(Key.HEADERS).origin());
    assertEquals("rfc5952", configuration.setting(Key.IPV6_FORMAT).value());
    assertEquals("environment variable REALIP_IPV6_FORMAT", configuration.setting(Key.IPV6_FORMAT).origin());
    assertEquals("debug", configuration.setting(Key.LOG).value());
    assertEquals("log in " + file + ", line 4", configuration.setting(Key.LOG).origin());
    assertEquals(60, configuration.dnsRefreshSeconds());
    assertEquals("on", configuration.setting(Key.MODE).value());
    assertEquals("default", configuration.setting(Key.MODE).origin());
  }

  @Test
  @DisplayName("an empty trusted-proxies trusts nobody; any other empty value is none")
  void readsEmptyValues() {
    Configuration configuration = Configuration.load(properties("realip.trusted-proxies", " ", "realip.headers", ""),
        Map.of("REALIP_TRUSTED_PROXIES", "10.0.0.7", "REALIP_HEADERS", "Forwarded"), null);
    assertEquals(List.of(), lines(configuration));
    assertFalse(configuration.isActive());
    assertEquals("Forwarded", configuration.setting(Key.HEADERS).value());
    assertEquals("10.0.0.7", client(configuration, "10.0.0.7", "Forwarded: for=203.0.113.7"));
  }

  @Test
  void numbersTheLinesOfAFileAsAnEditorDoes() throws IOException {
    Path file = Files.writeString(directory.resolve("realip.properties"),
        "# the proxies \\\n\ntrusted-proxies = 10.0.0.1, \\\n   10.0.0.2\r\nrealip.headers: Forwarded\nheader=X\n");
    Configuration configuration = with("config-file", file.toString());
    assertEquals("10.0.0.1, 10.0.0.2", configuration.setting(Key.TRUSTED_PROXIES).value());
    assertEquals("trusted-proxies in " + file + ", line 3", configuration.setting(Key.TRUSTED_PROXIES).origin());
    assertEquals("realip.headers in " + file + ", line 5", configuration.setting(Key.HEADERS).origin());
    assertEquals(List.of("error: header in " + file + ", line 6 is not known and does nothing;"
        + " rewriting is off; did you mean headers?"), lines(configuration));
  }

  @Test
  void letsTheLaterLineOfAFileCount() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-hops=1\ntrusted-hops=2\ntrusted-proxies=10.0.0.7\n");
    Setting hops = with("config-file", file.toString()).setting(Key.TRUSTED_HOPS);
    assertEquals("2", hops.value());
    assertEquals(List.of("trusted-hops in " + file + ", line 1 = 1"), hops.overridden());
  }

  // bad input: the whole line, and nobody trusted

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = """
      10.0.0.0/33     > write a number from 0 to 32 after the slash
      10.0.0.7/08     > write a number from 0 to 32 after the slash
      2001:db8::/129  > write a number from 0 to 128 after the slash
      010.0.0.1       > write 10.0.0.1, without leading zeros
      10.00.0.0/8     > write 10.0.0.0/8, without leading zeros
      cloudfare       > did you mean cloudflare?
      linklocal       > did you mean link-local?
      unix            > did you mean unix:?
      dns:10.0.0.1    > write 10.0.0.1 alone
      dns:2130706433  > write dns: and the name of a host
      dns:a..b        > write dns: and the name of a host
      """)
  void switchesOffForAnUnreadableEntry(String entry, String remedy) {
    Configuration configuration = with("trusted-proxies", "192.0.2.1," + entry + ",192.0.2.2");
    assertEquals(List.of("error: system property realip.trusted-proxies: invalid entry \"" + entry
        + "\"; rewriting is off; " + remedy), lines(configuration));
    assertFalse(configuration.isActive());
    assertNull(configuration.rules(Map.of()));
    assertEquals("rewriting is off until these errors are fixed; getRemoteAddr() returns the container's own value",
        configuration.summary());
  }

  @Test
  void offersALookUpForAName() {
    assertEquals(List.of("error: system property realip.trusted-proxies: invalid entry \"ingress\"; rewriting is off;"
        + " write dns:ingress if it is the name of a host; else " + ENTRIES),
        lines(with("trusted-proxies", "ingress")));
    assertEquals(List.of("error: system property realip.trusted-proxies: invalid entry \"10.0.0.1:80\"; rewriting is"
        + " off; " + ENTRIES), lines(with("trusted-proxies", "10.0.0.1:80")));
  }

  @Test
  void tellsWhereTheRangesOfALeftOutPresetAre() {
    assertEquals(List.of("error: system property realip.trusted-proxies: invalid entry \"azure-frontdoor\";"
        + " rewriting is"
        + " off; the preset azure-frontdoor comes without ranges: save the service tag AzureFrontDoor.Backend of the"
        + " weekly \"Azure IP Ranges and Service Tags\" file, one range a line, and write @FILE"),
        lines(with("trusted-proxies", "azure-frontdoor")));
  }

  @Test
  void escapesWhatItRepeats() {
    assertEquals(List.of("error: system property realip.trusted-proxies: invalid entry \"!\\u001b[31m\\u202e\";"
        + " rewriting is off; " + ENTRIES), lines(with("trusted-proxies", "!\u001b[31m\u202e")));
    String line = lines(with("trusted-proxies", "x".repeat(5000))).get(0);
    assertTrue(line.contains("xxx... (5000 characters)\""), line);
  }

  @Test
  void masksHostBits() {
    Configuration configuration = with("trusted-proxies", "192.0.2.77/24");
    assertEquals(List.of("warning: system property realip.trusted-proxies: \"192.0.2.77/24\" has bits to the right of"
        + " its prefix and is taken for 192.0.2.0/24; write 192.0.2.0/24, or 192.0.2.77 if that one address is meant"),
        lines(configuration));
    assertEquals("203.0.113.7", client(configuration, "192.0.2.1", "X-Forwarded-For: 203.0.113.7"));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0/0", "::/0"})
  void warnsOfTrustInEverybody(String range) {
    assertEquals(List.of("warning: system property realip.trusted-proxies: \"" + range + "\" trusts everybody, so every"
        + " client can choose the address it is seen with; write the addresses of your proxies"),
        lines(with("trusted-proxies", range)));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "0.0.0.0/1", "private", "fc00::/6"})
  void warnsOfWholePrivateRanges(String entry) {
    assertEquals(List.of("warning: system property realip.trusted-proxies: \"" + entry + "\" trusts a whole private"
        + " range, so every machine or pod in it can choose the address it is seen with; write the addresses or the"
        + " subnet of your proxies, or dns:NAME"), lines(with("trusted-proxies", entry)));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/9", "192.168.1.0/24", "fd00:1::/32", "cgnat", "loopback", "link-local", "203.0.113.0/24"})
  void doesNotWarnOfNarrowerRanges(String entry) {
    assertEquals(List.of(), lines(with("trusted-proxies", entry)));
  }

  @ParameterizedTest
  @CsvSource({
      "loopback, 127.0.0.1", "loopback, ::1", "link-local, 169.254.1.1", "link-local, fe80::1%eth0",
      "private, 10.1.1.1", "private, 172.31.0.1", "private, 192.168.1.1", "private, fd00::1", "cgnat, 100.127.255.254",
      "unix:, unix:", "LOOPBACK, 127.0.0.1", "cloudflare, 104.16.0.1", "fastly, 2a04:4e42::1",
      "huawei-elb, 100.125.1.1",
      "alibaba-clb, 100.64.0.80", "istio, 127.0.0.6", "istio, ::6", "cloudfront, 24.110.128.1"})
  void knowsTheNamedSetsAndPresets(String entry, String peer) {
    assertEquals("203.0.113.7", client(with("trusted-proxies", entry), peer, "X-Forwarded-For: 203.0.113.7"));
    assertEquals("192.0.2.99", client(with("trusted-proxies", entry), "192.0.2.99", "X-Forwarded-For: 203.0.113.7"));
  }

  @Test
  void takesBlanksAndRepetitionsAsTheyAreMeant() {
    Configuration configuration = with("trusted-proxies", " 192.0.2.1,, 192.0.2.1 192.0.2.0/24,\n loopback ,");
    assertEquals(List.of(), lines(configuration));
    assertEquals("rewriting is on: trusts 192.0.2.1, 192.0.2.0/24, loopback; reads X-Forwarded-For;"
        + " settings from system properties", configuration.summary());
  }

  @Test
  void readsAListFromAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("proxies.txt"),
        "# our proxies\n192.0.2.1 # the old one\n192.0.2.2, 192.0.2.3\n\n");
    Configuration configuration = with("trusted-proxies", "loopback,@" + file);
    assertEquals(List.of(), lines(configuration));
    for (String peer : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "127.0.0.1")) {
      assertEquals("203.0.113.7", client(configuration, peer, "X-Forwarded-For: 203.0.113.7"));
    }
    Files.writeString(file, "192.0.2.1\n192.0.2.0/33\n@other\n");
    String origin = "error: system property realip.trusted-proxies, " + file;
    assertEquals(List.of(
        origin + " line 2: invalid entry \"192.0.2.0/33\"; rewriting is off; write a number from 0 to 32 after the"
            + " slash",
        origin + " line 3: invalid entry \"@other\"; rewriting is off; a list in a file cannot name another file: copy"
            + " its entries"), lines(with("trusted-proxies", "@" + file)));
  }

  @Test
  void switchesOffForAMissingFile() {
    assertEquals(List.of("error: system property realip.trusted-proxies: cannot read the file of \"@/no/such\": there"
        + " is no such file; rewriting is off; create the file or correct the path"),
        lines(with("trusted-proxies", "192.0.2.1,@/no/such")));
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "config-file", directory.toString());
    assertEquals(List.of("error: system property realip.config-file: cannot read the file \"" + directory
        + "\": it is not a regular file; rewriting is off; create the file or correct the path"), lines(configuration));
    assertFalse(configuration.isActive());
  }

  @Test
  void switchesOffForAFileWithABrokenEscape() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=192.0.2.1\ntrusted-hops=\\u00\n");
    Configuration configuration = with("config-file", file.toString());
    assertEquals(List.of("error: " + file + ", line 2: malformed \\uXXXX escape; rewriting is off; write the character"
        + " itself"), lines(configuration));
    assertFalse(configuration.isActive());
  }

  // the other keys

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = """
      X-Client    > write X-Client=list, X-Client=forwarded or X-Client=single
      X-Reel-IP   > write X-Reel-IP=list, X-Reel-IP=forwarded or X-Reel-IP=single, or did you mean x-real-ip?
      """)
  void asksForTheKindOfAnUnknownHeader(String header, String remedy) {
    assertEquals(List.of("error: system property realip.headers: invalid header \"" + header + "\"; rewriting is off;"
        + " what is in " + header + " is not known here: " + remedy),
        lines(with("trusted-proxies", "192.0.2.1", "headers", header)));
  }

  @Test
  void switchesOffForAnUnreadableHeader() {
    assertEquals(List.of("error: system property realip.headers: invalid header \"X-Client=lst\"; rewriting is off;"
        + " write"
        + " X-Client=list, X-Client=forwarded or X-Client=single",
        "error: system property realip.headers: invalid header \"X Client=list\"; rewriting is off; a header's name has"
        + " only letters, digits and - in it"), lines(with("headers", "X-Client=lst, X Client=list")));
  }

  @Test
  void readsHeadersInTheirOrder() {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "headers",
        "x-real-ip, Forwarded, X-Chain = LIST ,, X-Real-IP");
    assertEquals(List.of("warning: system property realip.headers: X-Real-IP is named twice and the first counts;"
        + " remove X-Real-IP"), lines(configuration));
    assertEquals("203.0.113.1", client(configuration, "192.0.2.1", "X-Chain: 203.0.113.3",
        "Forwarded: for=203.0.113.2", "X-Real-IP: 203.0.113.1"));
    assertEquals("203.0.113.2", client(configuration, "192.0.2.1", "X-Chain: 203.0.113.3",
        "Forwarded: for=203.0.113.2"));
    assertEquals("203.0.113.3", client(configuration, "192.0.2.1", "X-Chain: 203.0.113.9, 203.0.113.3"));
  }

  @Test
  void warnsOfHeadersThatClientsCanSet() {
    assertEquals(List.of("warning: system property realip.headers: Fastly-Client-IP: Fastly lets a client's own value"
        + " through; write X-Forwarded-For"), lines(with("headers", "Fastly-Client-IP")));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "two", "65", "1.5", "99999999999"})
  void switchesOffForAnUnreadableHopCount(String hops) {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "trusted-hops", hops);
    assertEquals(List.of("error: system property realip.trusted-hops: invalid value \"" + hops + "\"; rewriting is off;"
        + " write a number from 1 to 64, or none"), lines(configuration));
    assertFalse(configuration.isActive());
  }

  @Test
  void demandsPeerAndHopCountTogether() {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "trusted-hops", "2");
    assertEquals(List.of(), lines(configuration));
    assertEquals("203.0.113.7", client(configuration, "192.0.2.1", "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 192.0.2.9"));
    assertEquals("192.0.2.5", client(configuration, "192.0.2.5", "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 192.0.2.9"));
    assertFalse(with("trusted-proxies", "", "trusted-hops", "2").isActive());
  }

  @Test
  void warnsOfAHopCountAlone() {
    Configuration configuration = with("trusted-hops", "1");
    assertEquals(List.of("warning: system property realip.trusted-hops: without realip.trusted-proxies every peer is"
        + " believed, so a client that gets round the proxies can choose the address it is seen with; set"
        + " realip.trusted-proxies to the addresses of your proxies"), lines(configuration));
    assertTrue(configuration.isActive());
    assertEquals("203.0.113.7", client(configuration, "198.51.100.1", "X-Forwarded-For: 6.6.6.6, 203.0.113.7"));
    assertEquals("rewriting is on: trusts every peer; reads X-Forwarded-For; takes address 1 from the right;"
        + " settings from system properties", configuration.summary());
  }

  @Test
  void takesTheHopCountOfAPresetUnlessOneIsSet() {
    Configuration preset = with("trusted-proxies", "google-lb");
    assertEquals(List.of(), lines(preset));
    assertEquals("2", preset.setting(Key.TRUSTED_HOPS).value());
    assertEquals("preset google-lb", preset.setting(Key.TRUSTED_HOPS).origin());
    assertEquals("203.0.113.7", client(preset, "35.191.0.9", "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 192.0.2.80"));
    Configuration own = with("trusted-proxies", "google-lb,192.0.2.1", "trusted-hops", "3");
    assertEquals(List.of(), lines(own));
    assertEquals(List.of("preset google-lb = 2"), own.setting(Key.TRUSTED_HOPS).overridden());
    assertEquals(List.of("warning: preset google-lb sets trusted-hops=2, which now holds for the other entries of the"
        + " list too; set realip.trusted-hops to what is right for all of them"),
        lines(with("trusted-proxies", "google-lb,192.0.2.1")));
  }

  @Test
  void replacesWhatDecidesNoTrustByItsDefault() {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "ipv6-format", "short", "log", "verbose",
        "dns-refresh", "0s", "diagnose", "maybe");
    assertEquals(List.of(
        "warning: system property realip.log: invalid value \"verbose\", using the default info; valid values: off,"
            + " error,"
            + " warn, info, debug",
        "warning: system property realip.diagnose: invalid value \"maybe\", using the default true; valid values: true,"
            + " false",
        "warning: system property realip.ipv6-format: invalid value \"short\", using the default rfc5952; valid values:"
            + " rfc5952, java",
        "warning: system property realip.dns-refresh: invalid value \"0s\", using the default 30s; write a number of"
            + " seconds or minutes, such as 30s or 1m"), lines(configuration));
    assertTrue(configuration.isActive());
    assertEquals(30, configuration.dnsRefreshSeconds());
    assertEquals("2001:db8::1", client(configuration, "192.0.2.1", "X-Forwarded-For: 2001:db8:0::1"));
    assertEquals("2001:db8:0:0:0:0:0:1", client(with("trusted-proxies", "192.0.2.1", "ipv6-format", "JAVA"),
        "192.0.2.1", "X-Forwarded-For: 2001:db8::1"));
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "45s, 45", "2m, 120", "2M, 120"})
  void readsDurations(String text, int seconds) {
    assertEquals(seconds, with("dns-refresh", text).dnsRefreshSeconds());
  }

  @ParameterizedTest
  @EnumSource(ForwardingComponent.class)
  void leavesAComponentInCharge(ForwardingComponent component) {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "defer-to", component.label());
    assertEquals(component, configuration.deferTo());
    assertEquals(List.of(), lines(configuration));
    assertEquals("rewriting is on: trusts 192.0.2.1; reads X-Forwarded-For; what " + component.label()
        + " writes stays; settings from system properties", configuration.summary());
    assertTrue(Key.DEFER_TO.meaning().contains(component.label()), Key.DEFER_TO.meaning());
  }

  @Test
  void defersToNobodyByDefaultOrByAnUnknownName() {
    assertNull(with("trusted-proxies", "192.0.2.1").deferTo());
    assertEquals(List.of(), lines(with("trusted-proxies", "192.0.2.1", "defer-to", "")));

    Configuration misspelt = with("trusted-proxies", "192.0.2.1", "defer-to", "remote-ip-valves");
    assertNull(misspelt.deferTo());
    assertTrue(misspelt.isActive());
    assertEquals(List.of("warning: system property realip.defer-to: no forwarding component is called"
        + " \"remote-ip-valves\", the agent's address counts everywhere; did you mean remote-ip-valve?"),
        lines(misspelt));
    assertEquals(List.of("warning: system property realip.defer-to: no forwarding component is called \"nginx\", the"
        + " agent's address counts everywhere; the known names: remote-ip-valve, remote-ip-filter, jetty-forwarded,"
        + " undertow-proxy-peer-address, undertow-forwarded, quarkus-forwarded, spring-forwarded-header-filter,"
        + " reactor-forwarded, spring-forwarded-header-transformer, vertx-forward, micronaut-client-address"),
        lines(with("trusted-proxies", "192.0.2.1", "defer-to", "nginx")));
  }

  @ParameterizedTest
  @CsvSource({"false", "FALSE", "no", "Off", "0"})
  void isOffUnlessEnabled(String enabled) {
    Configuration configuration = with("trusted-proxies", "192.0.2.1", "enabled", enabled);
    assertFalse(configuration.isActive());
    assertEquals("rewriting is off: system property realip.enabled = " + enabled, configuration.summary());
  }

  @Test
  void saysThatAServerCannotReadTheProxyProtocolByItself() {
    assertTrue(with("proxy-protocol", "192.0.2.1", "mode", "off").summary().contains("the server refuses connections"));
  }

  @Test
  void saysWhatToSetWhenNobodyIsTrusted() {
    Configuration configuration = with();
    assertEquals(List.of(), lines(configuration));
    assertFalse(configuration.isActive());
    assertEquals("rewriting is off: nobody is trusted; set realip.trusted-proxies to the addresses of your proxies, as"
        + " in -Drealip.trusted-proxies=10.0.0.7 or REALIP_TRUSTED_PROXIES=10.0.0.7", configuration.summary());
  }

  // unknown names

  /** Neither a list nor a mistake may take the next setting's place. */
  @ParameterizedTest
  @ValueSource(strings = {
      "trusted-proxies=10.0.0.7,2001:db8::/64,cloudflare,headers=Forwarded,X-Client=single",
      "headers=Forwarded,X-Client=single,trusted-proxies=10.0.0.7,2001:db8::/64,cloudflare",
      "trusted-proxies=10.0.0.7,2001:db8::/64,cloudflare;headers=Forwarded,X-Client=single",
      "headers=Forwarded,X-Client=single,;,trusted-proxies=10.0.0.7,2001:db8::/64,cloudflare,"})
  void aCommaOfAListIsNotTheOneBeforeTheNextKey(String arguments) {
    Configuration configuration = Configuration.load(properties(), Map.of(), arguments);
    assertEquals("10.0.0.7,2001:db8::/64,cloudflare",
        configuration.setting(Key.TRUSTED_PROXIES).value().replaceFirst(",$", ""));
    assertEquals("Forwarded,X-Client=single", configuration.setting(Key.HEADERS).value().replaceFirst(",$", ""));
  }

  /** A misspelt key is a bad entry of the list before it, so that nobody is trusted. */
  @Test
  void aMisspeltKeyBehindACommaSwitchesTheRewritingOff() {
    assertFalse(Configuration.load(properties(), Map.of(), "trusted-proxies=10.0.0.7,header=Forwarded").isValid());
    assertFalse(Configuration.load(properties(), Map.of(), "headers=Forwarded,trusted-proxy=10.0.0.7").isValid());
  }

  @Test
  void suggestsTheNearestName() {
    Configuration configuration = Configuration.load(properties("realip.trusted-proxy", "x", "realip.colour", "x"),
        Map.of("REALIP_TRUSTED_HOP", "1", "REALIP_SERVICE_HOST", "10.0.0.1",
            "REALIP_ORIG_JAVA_TOOL_OPTIONS", "-Xmx1g", "REALIP_PORT_80_TCP", "tcp"),
        "header=Forwarded;10.0.0.0/8;");
    assertEquals(List.of(
        "warning: system property realip.colour is not known and does nothing; the known names: java -jar"
            + " realip-agent.jar check --help",
        "error: system property realip.trusted-proxy is not known and does nothing; rewriting is off; did you mean"
            + " realip.trusted-proxies?",
        "warning: agent argument \"10.0.0.0/8\" is no NAME=VALUE and does nothing; write for example"
            + " -javaagent:realip-agent.jar=trusted-proxies=10.0.0.7,headers=X-Forwarded-For",
        "error: agent argument header is not known and does nothing; rewriting is off; did you mean headers?",
        "error: environment variable REALIP_TRUSTED_HOP is not known and does nothing; rewriting is off; did you mean"
            + " REALIP_TRUSTED_HOPS?"), lines(configuration));
  }

  /** Whatever is near a key that decides who is believed is an error, wherever and however it is written. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      property    | realip.trusted-proxy           | realip.trusted-proxies
      property    | realip.trustedProxies          | realip.trusted-proxies
      property    | realip.trusted_proxies         | realip.trusted-proxies
      property    | realip.TRUSTED-PROXIES         | realip.trusted-proxies
      property    | realip_trusted_proxies         | realip.trusted-proxies
      property    | RealIP.trusted-proxies         | realip.trusted-proxies
      property    | REALIP_TRUSTED_PROXIES         | realip.trusted-proxies
      property    | realip.preset                  | realip.trusted-proxies
      property    | realip.header                  | realip.headers
      property    | realip.hops                    | realip.trusted-hops
      property    | realip.configfile              | realip.config-file
      property    | realip.enable                  | realip.mode
      environment | REALIP_TRUSTED_PROXY           | REALIP_TRUSTED_PROXIES
      environment | realip_trusted_proxies         | REALIP_TRUSTED_PROXIES
      environment | realip.trusted-proxies         | REALIP_TRUSTED_PROXIES
      environment | Realip_Trusted_Proxies         | REALIP_TRUSTED_PROXIES
      environment | REALIP_PRESET                  | REALIP_TRUSTED_PROXIES
      environment | REALIP_HEADER                  | REALIP_HEADERS
      environment | REALIP_TRUSTEDHOPS             | REALIP_TRUSTED_HOPS
      argument    | trusted-proxy                  | trusted-proxies
      argument    | realip.trusted-proxy           | trusted-proxies
      argument    | Headers                        | headers
      argument    | REALIP_HEADERS                 | headers
      argument    | preset                         | trusted-proxies
      """)
  void aMisspeltKeyThatDecidesTrustIsAnError(String place, String name, String nearest) {
    Properties properties = properties("realip.trusted-proxies", "192.0.2.1");
    Configuration configuration;
    if (place.equals("property")) {
      properties.setProperty(name, "x");
      configuration = Configuration.load(properties, Map.of(), null);
    } else if (place.equals("environment")) {
      configuration = Configuration.load(properties, Map.of(name, "x"), null);
    } else {
      configuration = Configuration.load(properties, Map.of(), name + "=x");
    }
    assertEquals(1, lines(configuration).size(), lines(configuration)::toString);
    String line = lines(configuration).get(0);
    assertTrue(line.startsWith("error: ") && line.contains(name + " is not known")
        && line.endsWith("; did you mean " + nearest + "?"), line);
    assertFalse(configuration.isActive());
  }

  @Test
  void variablesThatKubernetesSetsForAServiceAreNobodysMistake() {
    Map<String, String> environment = new HashMap<>();
    for (String service : List.of("REALIP", "REALIP_HEADERS", "REALIP_PROXY", "REALIP_TRUSTED_PROXIES")) {
      for (String suffix : List.of("_SERVICE_HOST", "_SERVICE_PORT", "_SERVICE_PORT_HTTP", "_PORT", "_PORT_80_TCP",
          "_PORT_80_TCP_ADDR", "_PORT_80_TCP_PORT", "_PORT_80_TCP_PROTO")) {
        environment.put(service + suffix, "10.0.0.1");
      }
    }
    assertEquals(List.of(), lines(Configuration.load(properties("realip.trusted-proxies", "192.0.2.1"), environment,
        null)));
  }

  @Test
  void anOptionBehindTheJarIsToldToStandBeforeIt() {
    List<String> lines = lines(Configuration.load(properties("sun.java.command",
        "/app/shop.jar --port=80 -Drealip.trusted-proxies=10.0.0.7 -Dother=1"), Map.of(), null));
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("\"-Drealip.trusted-proxies=10.0.0.7\"")
        && lines.get(0).contains("before -jar") && lines.get(0).contains("REALIP_TRUSTED_PROXIES"), lines.get(0));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      trusted-proxies | "10.0.0.7"             | write 10.0.0.7, without quotation marks
      trusted-proxies | '10.0.0.7              | write 10.0.0.7, without quotation marks
      trusted-proxies | 10.0.0.7;10.0.0.8      | write 10.0.0.7, 10.0.0.8, with commas between the entries
      trusted-proxies | $(PROXIES)             | nothing has put a value in the place of this variable
      trusted-proxies | ${PROXIES}             | nothing has put a value in the place of this variable
      trusted-proxies | headers=Forwarded      | write each setting on a line of its own
      headers         | "Forwarded"            | write Forwarded, without quotation marks
      headers         | X-Real-IP;Forwarded    | write X-Real-IP, Forwarded, with commas between the entries
      headers         | $(HEADER)              | nothing has put a value in the place of this variable
      trusted-hops    | "1"                    | write 1, without quotation marks
      enabled         | 'true'                 | write true, without quotation marks
      log             | "debug"                | write debug, without quotation marks
      """)
  void slipsOfThePenHaveTheirRemedy(String key, String value, String remedy) {
    String line = lines(with(key, value)).get(0);
    assertTrue(line.contains("; " + remedy), line);
  }

  @Test
  void whatIsSetTwiceInOnePlaceIsToldAndTheLaterCounts() throws IOException {
    Path file = Files.writeString(directory.resolve("f"),
        "trusted-proxies=192.0.2.1\nrealip.trusted-proxies=192.0.2.2\nconfig-file=/etc/other\n");
    Configuration configuration = with("config-file", file.toString());
    assertEquals("192.0.2.2", configuration.setting(Key.TRUSTED_PROXIES).value());
    assertEquals(List.of("warning: trusted-proxies is set twice, by trusted-proxies in " + file + ", line 1 and by"
        + " realip.trusted-proxies in " + file + ", line 2, and the later one counts; remove one of them",
        "warning: config-file in " + file + ", line 3 does nothing: a file of settings cannot name another; set"
        + " realip.config-file as a system property, or copy the settings"), lines(configuration));
    assertTrue(configuration.isActive());
  }

  @Test
  void aHopCountOfAPresetCanBeTakenBack() {
    Configuration configuration = with("trusted-proxies", "google-lb", "trusted-hops", "none");
    assertEquals(List.of(), lines(configuration));
    assertEquals("203.0.113.7", client(configuration, "35.191.0.9", "X-Forwarded-For: 6.6.6.6, 203.0.113.7"));
  }

  @Test
  void aLongListIsReadToItsEndAndShownAtItsBeginning() throws IOException {
    StringBuilder text = new StringBuilder("10.1.2.0/24 10.1.2.0/24\r\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("192.0.").append(i >> 8).append('.').append(i & 255).append("# one\r\n");
    }
    String shown = text.toString().replace("10.1.2.0/24 10", "10").replace("# one", "").trim().replace("\r\n", ", ");
    Path file = Files.writeString(directory.resolve("long"), text + "\r# next\n::1,,PRIVATE");
    shown += ", ::1, private";
    Configuration configuration = with("trusted-proxies", "@" + file);
    assertEquals("rewriting is on: trusts " + shown.substring(0, 120) + "... (" + shown.length() + " characters); reads"
        + " X-Forwarded-For; settings from system properties", configuration.summary());
    assertEquals(1, lines(configuration).size());
    assertTrue(lines(configuration).get(0).contains(file + " line 10004: \"private\" trusts a whole private range"),
        lines(configuration).get(0));
    assertEquals("203.0.113.7", client(configuration, "192.0.39.15", "X-Forwarded-For: 203.0.113.7, ::1"));
    assertEquals("192.0.39.16", client(configuration, "192.0.39.16", "X-Forwarded-For: 203.0.113.7"));
  }

  // the gateway of a pod

  private static Configuration inPod(String... namesAndValues) {
    return Configuration.of(List.of(Layer.systemProperties(properties(namesAndValues))),
        List.of("10.244.1.1", "fd00:0244:0001:0000:0000:0000:0000:0001"));
  }

  @Test
  void doesNotTrustTheGatewayThroughARange() {
    Configuration configuration = inPod("realip.trusted-proxies", "10.244.0.0/16");
    assertEquals(List.of("warning: the pod's default gateway 10.244.1.1 is not trusted although 10.244.0.0/16 covers"
        + " it, because clients from outside show its address when a node translates theirs (externalTrafficPolicy:"
        + " Cluster); if only proxies come from it, name 10.244.1.1 itself in realip.trusted-proxies or set"
        + " realip.trust-gateway=true"), lines(configuration));
    assertEquals("10.244.1.1", client(configuration, "10.244.1.1", "X-Forwarded-For: 6.6.6.6"));
    assertEquals("203.0.113.7", client(configuration, "10.244.2.80", "X-Forwarded-For: 203.0.113.7"));
    assertEquals("fd00:244:1::1", client(inPod("realip.trusted-proxies", "fd00:244::/32"), "fd00:244:1::1",
        "X-Forwarded-For: 6.6.6.6"));
  }

  @Test
  void asksForTheGatewayInKubernetesAlone() {
    Properties everybody = properties("realip.trusted-proxies", "0.0.0.0/0,::/0");
    List<String> outside = lines(Configuration.load(everybody, Map.of(), null));
    List<String> inside = lines(Configuration.load(everybody, Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1"), null));
    assertEquals(2, outside.size());
    // as many as this machine has; none where it has no default route
    assertEquals(2 + Gateways.ofThisMachine().size(), inside.size());
  }

  @Test
  void trustsTheGatewayWhereItIsNamed() {
    Configuration named = inPod("realip.trusted-proxies", "10.244.0.0/16,10.244.1.1");
    assertEquals(List.of(), lines(named));
    assertEquals("203.0.113.7", client(named, "10.244.1.1", "X-Forwarded-For: 203.0.113.7"));
    Configuration allowed = inPod("realip.trusted-proxies", "10.244.0.0/16", "realip.trust-gateway", "true");
    assertEquals(List.of(), lines(allowed));
    assertEquals("203.0.113.7", client(allowed, "10.244.1.1", "X-Forwarded-For: 203.0.113.7"));
    assertEquals(List.of(), lines(inPod("realip.trusted-proxies", "192.0.2.0/24")));
  }

  @Test
  void trustsNobodyByNameBeforeTheFirstAnswer() {
    Configuration configuration = with("trusted-proxies", "dns:Ingress.example");
    assertEquals(List.of(), lines(configuration));
    assertTrue(configuration.isActive());
    assertEquals(List.of("ingress.example"), List.copyOf(configuration.dnsNames()));
    assertEquals("10.0.0.7", client(configuration, "10.0.0.7", "X-Forwarded-For: 6.6.6.6"));
  }

  // what is rewritten besides the address

  @Test
  void rewritesTheAddressAloneByDefault() {
    assertFalse(with("trusted-proxies", "10.0.0.7").rewritesOrigin());
    assertFalse(with("trusted-proxies", "10.0.0.7", "rewrite", " address ,").rewritesOrigin());
    assertNull(with("trusted-proxies", "10.0.0.7").rules(Map.of()).origin());
    Configuration proto = with("trusted-proxies", "10.0.0.7", "rewrite", "Proto");
    assertTrue(proto.rewritesOrigin() && proto.problems().isEmpty(), proto.problems()::toString);
    assertTrue(proto.summary().contains("; reads X-Forwarded-For; rewrites Proto"), proto.summary());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      rewrite       | proto,hosts           | hosts               | did you mean host?
      rewrite       | proto,xff             | xff                 |
      proto-headers | X-Forwarded Proto     | X-Forwarded Proto   |
      allowed-hosts | a.example.com,*       | *                   |
      allowed-hosts | https://www.example   | https://www.example |
      """)
  void rewritesTheAddressAloneAfterAMistake(String key, String value, String text, String guess) {
    Configuration configuration = key.equals("rewrite") ? with("trusted-proxies", "10.0.0.7", key, value)
        : with("trusted-proxies", "10.0.0.7", "rewrite", "proto,host", key, value);
    String remedy = Map.of("rewrite", "write address, proto, host, port, and headers or headers-chain,"
        + " separated by commas", "proto-headers", "a header's name has only letters, digits and - in it",
        "allowed-hosts",
        "write a host without scheme and port, such as www.example.com, or *.example.com for all below it")
        .get(key);
    remedy = guess == null ? remedy : guess;
    assertEquals(List.of("error: system property realip." + key + ": invalid entry \"" + text
        + "\"; only the address is rewritten; " + remedy), lines(configuration));
    assertTrue(configuration.isActive() && !configuration.rewritesOrigin());
    assertEquals("203.0.113.7", client(configuration, "10.0.0.7", "X-Forwarded-For: 203.0.113.7"));
  }

  @Test
  void warnsOfAnyHost() {
    assertEquals(List.of("warning: system property realip.rewrite: any host that a trusted proxy passes on is believed,"
        + " and many pass on what a client sends in X-Forwarded-Host; set realip.allowed-hosts to the names of your"
        + " site"),
        lines(with("trusted-proxies", "10.0.0.7", "rewrite", "proto,host")));
    assertEquals(List.of(), lines(with("trusted-proxies", "10.0.0.7", "rewrite", "proto,host", "allowed-hosts",
        "www.example.com, *.example.org")));
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "x", "+443", "443a"})
  void redirectsToTheDefaultPortIfItsOwnCannotBeRead(String port) {
    Configuration configuration = with("trusted-proxies", "10.0.0.7", "rewrite", "proto", "secure-port", port);
    assertEquals(List.of("warning: system property realip.secure-port: invalid value \"" + port
        + "\", using the default 443; write a port from 1 to 65535"), lines(configuration));
    assertEquals(443, configuration.rules(Map.of()).origin().securePort());
  }

  @Test
  void leavesHeadersAsTheyAreSentByDefault() {
    assertNull(with("trusted-proxies", "10.0.0.7", "rewrite", "proto").clientHeaders());
    for (String rewrite : List.of("headers", "address,Headers", "headers-chain")) {
      Configuration configuration = with("trusted-proxies", "10.0.0.7", "rewrite", rewrite, "headers",
          "X-Ours=list", "client-headers", "+X-Mine, X-Yours,");
      assertEquals(List.of(), lines(configuration));
      assertFalse(configuration.rewritesOrigin());
      assertTrue(configuration.summary().contains("; rewrites " + rewrite), configuration.summary());
      for (String name : List.of("x-forwarded-for", "X_OURS", "x-mine", "X-Yours")) {
        assertTrue(configuration.clientHeaders().contains(name), name);
      }
      assertSame(VerifiedHeaders.NONE, verified(configuration, "192.0.2.1"));
      assertEquals("203.0.113.7", verified(configuration, "10.0.0.7").line("X-Mine"));
    }
  }

  private static VerifiedHeaders verified(Configuration configuration, String peer) {
    Rules rules = configuration.rules(Map.of());
    String deciding = rules.header(0).name();
    List<Map.Entry<String, String>> request = List.of(Map.entry(deciding, "203.0.113.7"));
    return VerifiedHeaders.explain(rules, Resolver.explain(rules, peer, request).outcome(), peer, request);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      rewrite        | header                | header
      rewrite        | proto,headres         | headres
      rewrite        | header-chain,host     | header-chain
      rewrite        | headers,prto          | prto
      rewrite        | headers,headers-chain | headers-chain
      rewrite        | headers;proto         | headers;proto
      client-headers | +X-Mine Too           | +X-Mine Too
      client-headers | +X-Mine:              | +X-Mine:
      client-headers | +Host                 | +Host
      client-headers | +X-Mine,+cookie       | +cookie
      allowed-hosts  | *                     | *
      """)
  void hidesHeadersAfterAMistake(String key, String value, String text) {
    Configuration configuration = key.equals("rewrite") ? with("trusted-proxies", "10.0.0.7", key, value)
        : with("trusted-proxies", "10.0.0.7", "rewrite", "headers", key, value);
    List<String> lines = lines(configuration);
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("error: system property realip." + key + ": invalid entry \"" + text
        + "\"; only the address is rewritten, and headers that name a client are hidden; "), lines.get(0));
    assertTrue(configuration.isActive() && !configuration.rewritesOrigin());
    assertTrue(configuration.summary().contains("; headers that name a client are hidden; "), configuration.summary());
    assertTrue(configuration.clientHeaders().contains("X-Real-IP"));
    assertSame(VerifiedHeaders.NONE, verified(configuration, "10.0.0.7"));
    assertEquals("203.0.113.7", client(configuration, "10.0.0.7", "X-Forwarded-For: 203.0.113.7"));
  }

  @ParameterizedTest
  @CsvSource({"trusted-proxies, ''", "trusted-proxies, 10.0.0.0/33", "trusted-hop, 1", "headers, X-Nobody-Knows"})
  void hidesHeadersWhereNobodyIsBelieved(String key, String value) {
    Configuration configuration = with("rewrite", "headers", key, value);
    assertFalse(configuration.isActive());
    assertTrue(configuration.clientHeaders().contains("X-Forwarded-For"));
    assertTrue(configuration.summary().endsWith("; headers that name a client are hidden"), configuration.summary());
  }

  @Test
  void warnsOfClientHeadersThatChangeNothing() {
    assertEquals(List.of("warning: system property realip.client-headers: no header is rewritten; add headers to"
        + " realip.rewrite, as in realip.rewrite=address,headers"),
        lines(with("trusted-proxies", "10.0.0.7", "client-headers", "+X-Mine")));
    assertEquals(List.of("warning: system property realip.client-headers: \"X-Mine\" is added to the headers that are"
        + " rewritten anyway, and does not replace them; write +X-Mine"),
        lines(with("trusted-proxies", "10.0.0.7", "rewrite", "headers", "client-headers", "X-Mine")));
  }

  @Test
  void leavesHeadersToTheComponentInCharge() {
    Configuration configuration =
        with("trusted-proxies", "10.0.0.7", "rewrite", "headers", "defer-to", "remote-ip-valve");
    assertEquals(List.of("warning: system property realip.rewrite: headers stay as they are sent, for the address is"
        + " that of remote-ip-valve, which system property realip.defer-to leaves in charge; leave out one of the two"),
        lines(configuration));
    assertNull(configuration.clientHeaders());
  }

  @Test
  void leavesAllToTheComponentInCharge() {
    Configuration configuration =
        with("trusted-proxies", "10.0.0.7", "rewrite", "proto", "defer-to", "remote-ip-valve");
    assertEquals(List.of("warning: system property realip.rewrite: scheme, host and port stay those of remote-ip-valve,"
        + " which system property realip.defer-to leaves in charge; leave out one of the two"), lines(configuration));
    assertFalse(configuration.rewritesOrigin());
  }
}
