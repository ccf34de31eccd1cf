package io.github.realip.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built site in a real browser, on a telephone and on a desk. Run with {@code -Psite}, which builds it. */
class SiteIT {
  private static final Path SITE = Path.of("../target/site").toAbsolutePath().normalize();
  private static final int NARROW = 360;
  private static final int WIDE = 1280;

  @TempDir
  private Path work;

  @Test
  void noPageScrollsSidewaysAndNoLinkLeadsNowhere() throws Exception {
    List<String> pages = pages();
    assertTrue(pages.contains("docs/configuration.html"), pages::toString);
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> answer(exchange, script(pages)));
    server.start();
    JsonArray seen;
    try {
      String dom = Chromium.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/look"), work);
      String answer = dom.replaceFirst("(?s).*<pre id=\"seen\">", "").replaceFirst("(?s)</pre>.*", "");
      seen = JsonParser.parseString(URLDecoder.decode(answer, StandardCharsets.UTF_8)).getAsJsonArray();
    } finally {
      server.stop(0);
    }

    assertEquals(2 * pages.size(), seen.size(), seen::toString);
    Set<String> wrong = new TreeSet<>();
    Map<String, Set<String>> anchors = new HashMap<>();
    for (JsonElement each : seen) {
      JsonObject page = each.getAsJsonObject();
      String name = page.get("page").getAsString();
      if (page.get("needs").getAsInt() > page.get("has").getAsInt()) {
        wrong.add(name + " needs " + page.get("needs") + " of " + page.get("has"));
      }
      page.getAsJsonArray("anchors").forEach(id ->
          anchors.computeIfAbsent(name, unseen -> new HashSet<>()).add(id.getAsString()));
    }
    int links = 0;
    for (JsonElement each : seen) {
      JsonObject page = each.getAsJsonObject();
      for (JsonElement link : page.getAsJsonArray("links")) {
        String[] target = link.getAsString().split("#", 2);
        String file = target[0].isEmpty() || target[0].endsWith("/") ? target[0] + "index.html" : target[0];
        links++;
        boolean isCase = file.startsWith("decision/"); // whose link carries it behind the #
        if (!Files.isRegularFile(SITE.resolve(file)) || target.length > 1 && !target[1].isEmpty() && !isCase
            && anchors.containsKey(file) && !anchors.get(file).contains(target[1])) {
          wrong.add(page.get("page").getAsString() + ": nothing is at " + link.getAsString());
        }
      }
    }
    assertTrue(links > 500, links + " links");
    assertEquals(Set.of(), wrong);
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files.filter(file -> file.toString().endsWith(".html") && !file.endsWith("404.html"))
          .map(file -> SITE.relativize(file).toString()).sorted().toList();
    }
  }

  private static void answer(HttpExchange exchange, String script) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    Path file = SITE.resolve(path).normalize();
    byte[] body = path.equals("look") ? script.getBytes(StandardCharsets.UTF_8)
        : file.startsWith(SITE) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    if (body != null) {
      String type = path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css"
          : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
      exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    }
    exchange.sendResponseHeaders(body == null ? 404 : 200, body == null || body.length == 0 ? -1 : body.length);
    if (body != null) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A page that opens each of the others in a frame of each width, and writes down what it sees. */
  private static String script(List<String> pages) {
    return """
        <!doctype html><iframe id="frame" style="height: 800px; border: 0"></iframe><pre id="seen"></pre><script>
        const frame = document.getElementById('frame')
        const seen = []
        function open(page, width) {
          return new Promise(done => {
            frame.style.width = width + 'px'
            frame.onload = () => setTimeout(done, 300)
            frame.src = '/' + page
          })
        }
        async function look() {
          for (const page of %s) {
            for (const width of [%d, %d]) {
              await open(page, width)
              const html = frame.contentDocument.documentElement
              const links = [...html.querySelectorAll('a[href]')].map(each => new URL(each.href))
              seen.push({page, needs: html.scrollWidth, has: html.clientWidth,
                anchors: [...html.querySelectorAll('[id]')].map(each => each.id),
                links: links.filter(each => each.host === location.host)
                  .map(each => decodeURIComponent(each.pathname.slice(1) + each.hash))})
            }
          }
          document.getElementById('seen').textContent = encodeURIComponent(JSON.stringify(seen))
        }
        look()
        </script>
        """.formatted(new Gson().toJson(pages), NARROW, WIDE);
  }
}
