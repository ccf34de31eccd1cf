package io.github.realip.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import io.github.realip.config.Problem;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains many requests, one JSON object a line. */
final class JsonLines {

  private static final int CACHED_CONFIGURATIONS = 1000;

  private final Rules byDefault;

  /** The rules of the configurations met last; most files of cases have few, and many cases for each. */
  private final Map<JsonObject, Rules> cache = new LinkedHashMap<JsonObject, Rules>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<JsonObject, Rules> eldest) {
      return size() > CACHED_CONFIGURATIONS;
    }
  };

  /** A line that cannot be answered; its message is the answer. */
  private static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
      super(message);
    }
  }

  JsonLines(Rules byDefault) {
    this.byDefault = byDefault;
  }

  int explain(InputStream in, PrintWriter out) throws IOException {
    int status = Cli.OK;
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.trim().isEmpty()) {
        continue;
      }
      JsonObject answer = new JsonObject();
      answer.add("id", JsonNull.INSTANCE);
      try {
        JsonObject request = parse(line);
        answer.add("id", request.has("id") ? request.get("id") : JsonNull.INSTANCE);
        String peer = string(request.get("peer"), "peer");
        List<Map.Entry<String, String>> headers = headers(request);
        Rules rules = rules(request.get("config"));
        Decision decision = Resolver.explain(rules, peer, headers);
        Facts facts = rules.origin() == null ? null : new Facts(rules, decision.outcome(), headers);
        for (Map.Entry<String, JsonElement> each : Json.of(decision, facts).entrySet()) {
          answer.add(each.getKey(), each.getValue());
        }
      } catch (BadLineException e) {
        answer.addProperty("error", e.getMessage());
        status = Cli.INVALID;
      }
      out.print(Json.text(answer) + '\n');
      if (!lines.ready()) {
        out.flush(); // whoever feeds us line by line may wait for this answer
      }
    }
    return status;
  }

  private static JsonObject parse(String line) throws BadLineException {
    try {
      JsonReader reader = new JsonReader(new StringReader(line));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT && element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException | IOException e) {
      // told below
    }
    throw new BadLineException("not one JSON object");
  }

  private static String string(JsonElement element, String name) throws BadLineException {
    if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw new BadLineException(name + " is not a string");
    }
    return element.getAsString();
  }

  private static List<Map.Entry<String, String>> headers(JsonObject request) throws BadLineException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    JsonElement given = request.get("headers");
    if (given == null || given.isJsonNull()) {
      return headers;
    }
    if (!given.isJsonArray()) {
      throw new BadLineException("headers is not an array of [name, value]");
    }
    for (JsonElement header : given.getAsJsonArray()) {
      JsonArray pair = header.isJsonArray() ? header.getAsJsonArray() : new JsonArray();
      if (pair.size() != 2) {
        throw new BadLineException("headers is not an array of [name, value]");
      }
      headers.add(new SimpleImmutableEntry<>(string(pair.get(0), "the name of a header"),
          string(pair.get(1), "the value of a header")));
    }
    return headers;
  }

  private Rules rules(JsonElement config) throws BadLineException {
    if (config == null || config.isJsonNull()) {
      return byDefault;
    }
    if (!config.isJsonObject()) {
      throw new BadLineException("config is not an object");
    }
    Rules rules = cache.get(config.getAsJsonObject());
    if (rules == null) {
      rules = read(config.getAsJsonObject());
      cache.put(config.getAsJsonObject(), rules);
    }
    return rules;
  }

  private static Rules read(JsonObject config) throws BadLineException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> each : config.entrySet()) {
      if (Key.named(each.getKey()) == null) {
        // a warning is enough for a server that must start, but a case that tests nothing should fail
        throw new BadLineException("config " + each.getKey() + " is not known");
      }
      if (each.getValue().isJsonNull()) {
        continue;
      }
      if (!each.getValue().isJsonPrimitive()) {
        throw new BadLineException("config " + each.getKey() + " is not a string");
      }
      values.put(each.getKey(), each.getValue().getAsString());
    }
    Configuration configuration = Configuration.of(
        Collections.singletonList(Layer.of("config ", values)), Collections.<String>emptyList());
    for (Problem problem : configuration.problems()) {
      if (problem.switchesOff()) {
        throw new BadLineException(problem.what());
      }
    }
    return configuration.rules(Collections.<String, List<Cidr>>emptyMap());
  }
}
