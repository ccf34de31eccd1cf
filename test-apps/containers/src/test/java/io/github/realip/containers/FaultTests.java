package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails in the functions that woven code calls: the container answers, its answer is a possible one, and one
 * line for each kind of failure in each place says so.
 */
interface FaultTests extends OneCell {
  /** What the peer sends: the first is what a component that believes anybody may answer. */
  String HOPS = "198.51.100.1, 203.0.113.7";
  /** What the agent says of a fault. */
  Pattern LINE = Pattern.compile("realip-agent: .*(IllegalArgumentException|StackOverflowError|ClassCastException).*"
      + " in \\S+; .* the container's own answer");
  /** The peer's, the client's, the component's. */
  Set<String> POSSIBLE = Set.of(Site.PROXY, "203.0.113.7", "198.51.100.1");

  @ParameterizedTest
  @ValueSource(strings = {"throw", "overflow", "wrong", "recurse"})
  default void aFaultNeverReachesTheApplication(String kind) throws Exception {
    List<String> fields = new ArrayList<>();
    fault("list=true").get("fields").getAsJsonArray().forEach(field -> fields.add(field.getAsString()));
    assertFalse(fields.isEmpty());
    site().expect(LINE);
    long saidBefore = said().size();
    List<String> wrong = new ArrayList<>();
    for (String field : fields) {
      Path mark = Files.createTempFile(site().server().base(), "fault", ".mark");
      try {
        // the end of this very request may see the fault
        site().direct("127.0.0.66", "/fault?field=" + field + "&kind=" + kind + "&while=" + mark);
        wrong.addAll(wrongAnswers(field));
      } finally {
        Files.delete(mark);
        fault("reset=true");
      }
      assertEquals("203.0.113.7", ask("/whoami").address(), "after " + field);
    }
    assertEquals("", String.join("\n  ", wrong));
    assertTrue(kind.equals("recurse") || said().size() > saidBefore, site().server().process()::log);
    assertEquals(said().size(), said().stream().distinct().count(), site().server().process()::log);
  }

  private List<String> said() {
    // WildFly takes what is written on standard error into its log on standard output
    return Stream.of(site().server().process().stderr(), site().server().process().stdout()).flatMap(String::lines)
        .map(LINE::matcher).filter(Matcher::find).map(Matcher::group).toList();
  }

  private List<String> wrongAnswers(String field) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String path : List.of("/whoami", "/forward", "/async", "/async?dispatch", "/other-thread")) {
      String answers = answers(ask(path));
      if (!answers.isEmpty()) {
        wrong.add(field + " " + path + ": " + answers);
      }
    }
    return wrong;
  }

  private Connection.Response ask(String path) throws Exception {
    return site().direct(Site.PROXY, path, "X-Forwarded-For: " + HOPS, "Proxy-ip: 198.51.100.1");
  }

  private JsonObject fault(String query) throws Exception {
    Connection.Response response = site().direct("127.0.0.66", "/fault?" + query);
    assertEquals(200, response.status(), query);
    return response.json();
  }

  /** What is wrong with the answers, or nothing. */
  private static String answers(Connection.Response response) {
    if (response.status() != 200) {
      return "status " + response.status();
    }
    JsonElement address = response.json().get("remoteAddr");
    JsonElement host = response.json().get("remoteHost");
    boolean possible = !address.isJsonNull() && POSSIBLE.contains(address.getAsString())
        && !host.isJsonNull() && (POSSIBLE.contains(host.getAsString()) || host.getAsString().equals("localhost"));
    return possible ? "" : address + " " + host;
  }
}
