package io.github.realip.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.realip.address.Cidr;
import io.github.realip.cli.Case.BadLineException;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import io.github.realip.config.Printable;
import io.github.realip.config.Problem;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains many requests, one JSON object a line, and compares the answers with what is expected; in as much memory for
 * a million of them as for one.
 */
public final class Cases {

  private static final int LONGEST_LINE = 1 << 20;
  private static final int CACHED_RULES = 100;
  private static final int MOST_FAILURES_SAID = 20;

  private final Configuration byDefault;
  private final Map<String, List<Cidr>> names;

  /** The rules met last; most files of cases have few, and many cases for each. */
  private final Map<JsonArray, Rules> cache = new LinkedHashMap<JsonArray, Rules>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<JsonArray, Rules> eldest) {
      return size() > CACHED_RULES;
    }
  };

  private int line;
  private int cases;
  private int asExpected;
  private int failed;
  private int unreadable;

  /**
   * Cases of their own settings, or of these.
   *
   * @param byDefault a valid configuration
   * @param names the addresses behind names
   */
  Cases(Configuration byDefault, Map<String, List<Cidr>> names) {
    this.byDefault = byDefault;
    this.names = names;
  }

  /** Answers each line on {@code out}; says on {@code err} what is not as expected, and at the end how many are. */
  int explain(InputStream in, PrintWriter out, PrintWriter err) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String text = next(reader); text != null; text = next(reader)) {
      if (text.trim().isEmpty()) {
        continue;
      }
      cases++;
      JsonObject answer = new JsonObject();
      answer.add("id", JsonNull.INSTANCE);
      String complaint = null;
      try {
        Case request = Case.read(text, answer);
        complaint = answer(request, rules(request), answer);
      } catch (BadLineException e) {
        unreadable++;
        complaint = e.getMessage();
        answer.addProperty("line", line);
        answer.addProperty("error", complaint);
      }
      out.print(Json.text(answer) + '\n');
      if (complaint != null && failed + unreadable <= MOST_FAILURES_SAID) {
        err.println("line " + line + ": " + Printable.escape(complaint));
      }
      if (!reader.ready()) {
        out.flush(); // whoever feeds us line by line may wait for this answer
      }
    }
    return sum(err);
  }

  /**
   * Explains one case, for a page in a browser that has no command line.
   *
   * @param text a line of {@code explain --jsonl}, with the settings in its {@code config}
   * @return the answer, with what the settings are warned about in {@code warnings}; or an object with the field
   *     {@code error}; as JSON
   */
  public static String explain(String text) {
    JsonObject answer = new JsonObject();
    try {
      Case request = Case.read(text, answer);
      Configuration configuration = configuration(request.settings());
      Cases cases = new Cases(configuration, Collections.<String, List<Cidr>>emptyMap());
      cases.answer(request, cases.read(request, configuration), answer);
      JsonArray warnings = new JsonArray();
      for (Problem problem : configuration.problems()) {
        warnings.add(problem.what());
      }
      for (String caution : Cautions.of(configuration, Collections.<String>emptyList())) {
        warnings.add(caution);
      }
      answer.add("warnings", warnings);
    } catch (BadLineException e) {
      answer.addProperty("error", e.getMessage());
    }
    return Json.text(answer);
  }

  private String answer(Case request, Rules rules, JsonObject answer) throws BadLineException {
    Decision decision = Resolver.explain(rules, request.peer(), request.headers());
    Facts facts = Facts.of(rules, decision.outcome(), request.peer(), request.headers());
    for (Map.Entry<String, JsonElement> each : Json.of(decision, facts).entrySet()) {
      answer.add(each.getKey(), each.getValue());
    }
    String mismatch = request.mismatch(decision, facts);
    if (mismatch != null) {
      failed++;
      answer.addProperty("line", line);
      answer.addProperty("failed", mismatch);
    } else if (request.expectsSomething()) {
      asExpected++;
    }
    return mismatch;
  }

  private int sum(PrintWriter err) {
    if (cases == 0) {
      err.println("error: no case on standard input; write one JSON object a line");
      return Cli.MISTAKE;
    }
    if (asExpected + failed + unreadable > 0) {
      err.println((cases == 1 ? "1 case: " : cases + " cases: ") + asExpected + " as expected, " + failed
          + " not as expected, " + unreadable + " unreadable"
          + (asExpected + failed + unreadable == cases ? ""
              : ", " + (cases - asExpected - failed - unreadable) + " without expectation"));
    }
    return failed + unreadable == 0 ? Cli.OK : Cli.MISTAKE;
  }

  /** The next line, or {@code null} at the end; of a line that is too long only the beginning, which is no JSON. */
  private String next(Reader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    int c = reader.read();
    if (line++ == 0 && c == '\ufeff') { // some editors begin a file with a byte order mark
      c = reader.read();
    }
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (text.length() < LONGEST_LINE) {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private Rules rules(Case request) throws BadLineException {
    JsonArray key = request.rulesKey();
    Rules rules = cache.get(key);
    if (rules == null) {
      rules = read(request, request.hasSettings() ? configuration(request.settings()) : byDefault);
      cache.put(key, rules);
    }
    return rules;
  }

  private Rules read(Case request, Configuration configuration) throws BadLineException {
    Map<String, List<Cidr>> known = new HashMap<>(names);
    for (Map.Entry<String, List<Cidr>> each : request.resolve().entrySet()) {
      if (!configuration.dnsNames().contains(each.getKey())) {
        throw new BadLineException("resolve: no entry dns:" + each.getKey());
      }
      known.put(each.getKey(), each.getValue());
    }
    for (String name : configuration.dnsNames()) {
      if (!known.containsKey(name)) { // nobody would be trusted by it, and the case would test nothing
        throw new BadLineException("dns:" + name + " has no addresses here; add \"resolve\":{\"" + name
            + "\":[\"ADDRESS\"]}");
      }
    }
    return configuration.rules(known);
  }

  private static Configuration configuration(Map<String, String> given) throws BadLineException {
    String[] labels = new String[Key.values().length];
    for (Key key : Key.values()) {
      labels[key.ordinal()] = key.label();
    }
    for (String name : given.keySet()) {
      if (Key.named(name) == null) {
        throw new BadLineException("unknown setting " + Printable.quote(name) + Cli.didYouMean(name, labels));
      }
    }
    Configuration configuration =
        Configuration.of(Collections.singletonList(Layer.of("config ", "the case", given)),
            Collections.<String>emptyList());
    for (Problem problem : configuration.problems()) {
      if (problem.isError() || problem.isOfOnePart()) {
        throw new BadLineException(problem.what());
      }
    }
    return configuration;
  }
}
