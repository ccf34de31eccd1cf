package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings make of headers that name a client, in one container for all. */
class HeaderSettingsIT {

  private static final String[] LINES =
      {"X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.2", "X-Real-IP: 6.6.6.6", "X-Other: 6.6.6.6"};
  private static final String SENT = "x-forwarded-for: 6.6.6.6, 203.0.113.7, 10.0.0.2 | x-real-ip: 6.6.6.6";
  private static final String HIDDEN = "";
  private static final String CHAIN = "x-forwarded-for: 203.0.113.7, 10.0.0.2 | x-real-ip: 203.0.113.7";
  private static final Path SETTINGS = BuiltFiles.work("headers").resolve("realip.properties");

  /** While nobody can be believed, nobody reads what a client has written. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -Drealip.trusted-proxies=127.0.0.10/33                       | error: .*invalid entry "127.0.0.10/33"
      -Drealip.trusted-hop=1                                       | error: .*did you mean realip.trusted-hops
      -Drealip.diagnose=false                                      | rewriting is off: nobody is trusted
      """)
  void withoutRulesTheyAreHidden(String option, String line) throws Exception {
    try (Site site = start("-Drealip.rewrite=headers", option)) {
      assertEquals(HIDDEN, read(site, Site.PROXY));
      assertSaid(site, line);
      assertSaid(site, "headers that name a client are hidden");
    }
  }

  @Test
  void aMistakeInWhatIsRewrittenHidesThemAndTheAddressIsTheClients() throws Exception {
    try (Site site = start("-Drealip.trusted-proxies=127.0.0.10,10.0.0.0/8", "-Drealip.rewrite=adress,headers")) {
      assertEquals(HIDDEN, read(site, Site.PROXY));
      assertEquals("203.0.113.7", site.direct(Site.PROXY, "/whoami", LINES).address());
      assertSaid(site, "\"adress\"; only the address is rewritten, and headers that name a client are hidden; did you");
    }
  }

  @Test
  void aFileChangesTheRulesAndSwitchesThemOff() throws Exception {
    Files.createDirectories(SETTINGS.getParent());
    String chain = "rewrite=headers-chain\ntrusted-proxies=127.0.0.10";
    Files.writeString(SETTINGS, "mode=off\n" + chain + ",10.0.0.0/8\n");
    try (Site site = start("-Drealip.config-file=" + SETTINGS)) {
      assertEquals(SENT, read(site, Site.PROXY));
      await(site, chain + ",10.0.0.0/8\n", CHAIN);
      assertEquals(HIDDEN, read(site, "127.0.0.66"));
      await(site, "mode=observe\n" + chain + "\n", SENT);
      await(site, "rewrite=address\ntrusted-proxies=127.0.0.10,10.0.0.0/8\n", CHAIN); // needs another start
      assertSaid(site, "whether headers are rewritten is read when the JVM starts; restart the application");
    }
  }

  private static Site start(String... settings) throws Exception {
    Cell cell = Cell.all().stream().filter(each -> each.toString().startsWith("Tomcat 9")).filter(
        each -> each.java() >= 17).findFirst().orElseThrow();
    List<String> options = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent()));
    options.addAll(List.of(settings));
    Site site = Site.start(new Launch(cell.container(), Installed.jdk(cell.java(), "headers"), options, false));
    site.expect(Pattern.compile("realip-agent: "));
    return site;
  }

  /** The headers that name a client, as an application reads them. */
  private static String read(Site site, String peer) throws Exception {
    List<String> read = new ArrayList<>();
    for (JsonElement each : site.direct(peer, "/whoami", LINES).json().get("headers").getAsJsonArray()) {
      JsonArray line = each.getAsJsonArray();
      if (line.get(0).getAsString().matches("(?i)x-forwarded-for|x-real-ip")) {
        read.add(line.get(0).getAsString() + ": " + line.get(1).getAsString());
      }
    }
    return String.join(" | ", read);
  }

  private static void await(Site site, String settings, String expected) throws Exception {
    Files.writeString(SETTINGS, settings);
    for (int i = 0; i < 100 && !read(site, Site.PROXY).equals(expected); i++) {
      Thread.sleep(100);
    }
    assertEquals(expected, read(site, Site.PROXY), site.server().process()::log);
  }

  private static void assertSaid(Site site, String line) {
    assertTrue(Pattern.compile(line).matcher(site.server().process().stderr()).find(), site.server().process()::log);
  }
}
