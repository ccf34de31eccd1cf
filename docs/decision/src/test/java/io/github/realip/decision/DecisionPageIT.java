package io.github.realip.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.realip.cli.Cases;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser decides as the agent does, and draws that. */
class DecisionPageIT {

  private static final Path PAGE = Path.of("target/page").toAbsolutePath();
  private static final Path JAR = Path.of("../../agent/target/realip-agent.jar").toAbsolutePath().normalize();
  private static final Path GATEWAYS =
      Path.of("../../agent/cli/src/test/resources/io/github/realip/cli/gateways.jsonl");

  @TempDir
  private Path work;

  /** What real gateways send, and thousands of cases that nobody has thought of. */
  @Test
  void answersAreThoseOfTheJvm() throws Exception {
    List<String> cases = new ArrayList<>(Files.readAllLines(GATEWAYS));
    int ofGateways = cases.size();
    Random random = new Random(20260101);
    for (int i = 0; i < 5000; i++) {
      cases.add(randomCase(random));
    }
    Path page = work.resolve("cases.html");
    Files.writeString(page, "<script src='" + PAGE.resolve("decision.js").toUri() + "'></script>"
        + "<pre id='answers'></pre><script>"
        + "document.getElementById('answers').textContent = [" + String.join(",\n", scripted(cases))
        + "].map(explain).map(encodeURIComponent).join('\\n');</script>");

    String answers = text(Chromium.open(page.toUri(), work), "answers");

    List<String> inBrowser = answers.lines().toList();
    assertEquals(cases.size(), inBrowser.size(), answers.substring(0, Math.min(1000, answers.length())));
    Map<String, Integer> reasons = new TreeMap<>();
    for (int i = 0; i < cases.size(); i++) {
      String answer = Cases.explain(cases.get(i));
      assertEquals(answer, decoded(inBrowser.get(i)), cases.get(i));
      Matcher reason = Pattern.compile("\"(?:reason\":\"[^\"]+|error)\"").matcher(answer);
      reasons.merge(reason.find() ? reason.group() : answer, 1, Integer::sum);
      assertTrue(i >= ofGateways || !answer.contains("\"failed\""), answer);
    }
    assertTrue(reasons.size() > 8, "cases of many kinds: " + reasons);
  }

  @Test
  void aLinkCarriesACaseAndItIsDrawn() throws Exception {
    String dom = open(Map.of("settings", "-Drealip.trusted-proxies=10.0.0.0/24,dns:ingress"
        + " -Drealip.rewrite=address,proto,headers", "names", "ingress=10.9.9.9", "peer", "10.0.0.7",
        "headers", "X-Forwarded-For: it's & \\, 203.0.113.7, 10.9.9.9\nX-Forwarded-Proto: https"));

    assertEquals("203.0.113.7", text(dom, "client"));
    assertEquals("Reason: first untrusted hop.", text(dom, "reason"));
    String hops = text(dom, "hops");
    assertTrue(hops.matches("(?s).*203\\.0\\.113\\.7.*10\\.9\\.9\\.9.*10\\.0\\.0\\.7.*"), hops);
    assertTrue(hops.contains("trusted by dns:ingress"), hops);
    assertTrue(!hops.contains("it's"), "what was not read is not drawn: " + hops);
    String facts = text(dom, "facts");
    assertTrue(facts.matches("(?s).*scheme.*https.*X-Forwarded-For.*203\\.0\\.113\\.7.*"), facts);
    assertEquals("203.0.113.7", run(text(dom, "command").replace("&amp;", "&")));
  }

  @Test
  void aMistakeIsOneLineAndNoDecision() throws Exception {
    String dom = open(Map.of("settings", "trusted-proxies=10.0.0.0/88", "peer", "10.0.0.7"));

    assertTrue(text(dom, "problem").contains("write a number from 0 to 32 after the slash"), dom);
    assertTrue(dom.contains("<div id=\"decision\" hidden=\"\">"), dom);
  }

  @Test
  void whatIsTypedIsShownAsText() throws Exception {
    String dom = open(Map.of("settings", "trusted-proxies=10.0.0.0/24", "peer", "10.0.0.7",
        "headers", "X-Forwarded-For: <img src=x onerror=document.title=1>"));

    assertEquals("10.0.0.7", text(dom, "client"));
    assertTrue(text(dom, "hops").contains("&lt;img"), dom);
  }

  /** The client that a command line of the page prints, in the folder of the jar. */
  private String run(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", command).directory(JAR.getParent().toFile())
        .redirectError(work.resolve("shell.log").toFile()).start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), command + '\n' + printed + Files.readString(work.resolve("shell.log")));
    return JsonParser.parseString(printed).getAsJsonObject().get("client").getAsString();
  }

  private String open(Map<String, String> fields) throws Exception {
    StringBuilder link = new StringBuilder();
    for (Map.Entry<String, String> each : fields.entrySet()) {
      link.append(link.length() == 0 ? '#' : '&').append(each.getKey()).append('=')
          .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
    }
    return Chromium.open(URI.create(PAGE.resolve("decision.html").toUri().toString() + link), work);
  }

  /** What stands in an element, and in those within it. */
  private static String text(String dom, String id) {
    Matcher element = Pattern.compile("<(\\w+) id=\"" + id + "\"[^>]*>(.*?)</\\1>", Pattern.DOTALL)
        .matcher(dom);
    assertTrue(element.find(), () -> "no element " + id + " in\n" + dom);
    return element.group(2).replaceAll("<[^>]*>", "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static List<String> scripted(List<String> cases) {
    return cases.stream().map(each -> new JsonPrimitive(each).toString().replace("<", "\\u003c"))
        .toList();
  }

  private static String randomCase(Random random) {
    JsonObject config = new JsonObject();
    config.addProperty("trusted-proxies", pick(random, "10.0.0.0/8", "10.0.0.7", "fd00::/8,10.0.0.0/8", "cloudflare",
        "unix:", "private", "10.0.0.0/33", "2001:db8::/32,unix:", ""));
    if (random.nextInt(3) == 0) {
      config.addProperty("headers", pick(random, "Forwarded", "X-Real-IP", "X-Forwarded-For,Forwarded",
          "X-Client=single", "X-Bad:", "X-Real-IP,X-Forwarded-For"));
    }
    if (random.nextInt(4) == 0) {
      config.addProperty("trusted-hops", pick(random, "1", "2", "9", "0", "x", "none"));
    }
    if (random.nextInt(4) == 0) {
      config.addProperty("rewrite", pick(random, "address,proto,host,port", "address,headers", "headers-chain", "all"));
      config.addProperty("allowed-hosts", pick(random, "example.org", "*.example.org,a.b", "[::1]", ""));
    }
    if (random.nextInt(5) == 0) {
      config.addProperty("ipv6-format", pick(random, "rfc5952", "full", "java", "long"));
    }
    JsonArray headers = new JsonArray();
    for (int i = random.nextInt(4); i > 0; i--) {
      JsonArray line = new JsonArray();
      line.add(pick(random, "X-Forwarded-For", "x-forwarded-for", "Forwarded", "X-Real-IP", "X-Client",
          "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "Host"));
      StringBuilder value = new StringBuilder();
      for (int k = random.nextInt(4); k >= 0; k--) {
        value.append(pick(random, "203.0.113.7", "10.0.0.9", "fd00::1", "[2001:DB8::1]:80", "::ffff:1.2.3.4", "unknown",
            "", "_x", "for=10.0.0.3", "for=\"[2001:db8::9]\";proto=https", "for=1.2.3.4;host=example.org", "https",
            "http", "example.org", "a.example.org:8443", "1.2.3.4:99999", "010.0.0.1", "\u00e9\u2028<&'\"", "443",
            "256.1.1.1", "1.2.3.4%25eth0", "for=\"1.2.\\3.4\""))
            .append(k == 0 ? "" : pick(random, ",", ", ", " ,\t", ";"));
      }
      line.add(value.toString());
      headers.add(line);
    }
    JsonObject request = new JsonObject();
    request.addProperty("peer", pick(random, "10.0.0.7", "203.0.113.99", "fd00::2%eth0", "[fd00::3]", "", "unix",
        "::ffff:10.0.0.7", "host.example", "0.0.0.0"));
    request.add("headers", headers);
    request.add("config", config);
    return request.toString();
  }

  private static String pick(Random random, String... all) {
    return all[random.nextInt(all.length)];
  }
}
