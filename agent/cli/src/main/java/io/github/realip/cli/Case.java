package io.github.realip.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.realip.address.Cidr;
import io.github.realip.config.Printable;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request of a file of cases: who sends what, by which settings, and what is to come out. */
final class Case {

  /** A line that is no case; the message says why. */
  static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
      super(message);
    }
  }

  /** The fields of a case. */
  private static final String[] FIELDS = {"id", "note", "peer", "headers", "config", "resolve", "expect",
    "expect-reason", "expect-scheme", "expect-host", "expect-port", "expect-headers"};

  /** What may be expected of a request besides the address. */
  private static final String[] FACTS = {"scheme", "host", "port"};

  private static final String ABSENT = "(absent)";

  /** A case has arrays in an array. */
  private static final int DEEPEST = 8;

  private final JsonObject fields;

  private Case(JsonObject fields) {
    this.fields = fields;
  }

  /**
   * Reads a line.
   *
   * @param id takes the case's id as soon as it is known, under that name
   * @throws BadLineException if it is not one JSON object with the fields of a case and no others
   */
  static Case read(String line, JsonObject id) throws BadLineException {
    Case read = new Case(object(line));
    if (read.fields.has("id")) {
      id.add("id", read.fields.get("id"));
    }
    for (String name : read.fields.keySet()) {
      if (!Arrays.asList(FIELDS).contains(name)) {
        throw new BadLineException("unknown field " + Printable.quote(name) + Cli.didYouMean(name, FIELDS));
      }
    }
    read.string("peer");
    read.headers();
    if (read.has("expect")) {
      read.string("expect");
    }
    if (read.has("expect-reason")) {
      read.expectedReason();
    }
    for (String fact : FACTS) {
      if (read.has("expect-" + fact) && !read.fields.get("expect-" + fact).isJsonPrimitive()) {
        throw new BadLineException("expect-" + fact + " is not a string");
      }
    }
    if (read.has("expect-headers") && !read.fields.get("expect-headers").isJsonObject()) {
      throw new BadLineException("expect-headers is not an object of name and line");
    }
    return read;
  }

  /** One object, none of whose names stands there twice: the later would hide the earlier. */
  private static JsonObject object(String line) throws BadLineException {
    try {
      JsonReader reader = new JsonReader(new StringReader(line));
      reader.setStrictness(Strictness.STRICT);
      JsonObject object = object(reader, 0);
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return object;
      }
    } catch (JsonParseException | IllegalStateException | IOException e) {
      // told below
    }
    throw new BadLineException("not one JSON object");
  }

  private static JsonObject object(JsonReader reader, int depth) throws IOException, BadLineException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new BadLineException("field " + Printable.quote(name) + " is there twice");
      }
      object.add(name, element(reader, depth));
    }
    reader.endObject();
    return object;
  }

  private static JsonElement element(JsonReader reader, int depth) throws IOException, BadLineException {
    if (depth == DEEPEST) {
      throw new BadLineException("it is nested too deep");
    }
    switch (reader.peek()) {
      case BEGIN_OBJECT:
        return object(reader, depth + 1);
      case BEGIN_ARRAY:
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(element(reader, depth + 1));
        }
        reader.endArray();
        return array;
      case NULL:
        reader.nextNull();
        return JsonNull.INSTANCE;
      case BOOLEAN:
        return new JsonPrimitive(reader.nextBoolean());
      case NUMBER:
        return new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
      default:
        return new JsonPrimitive(reader.nextString());
    }
  }

  private boolean has(String field) {
    return fields.has(field) && !fields.get(field).isJsonNull();
  }

  private String string(String field) throws BadLineException {
    return string(fields.get(field), field);
  }

  private static String string(JsonElement element, String name) throws BadLineException {
    if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw new BadLineException(name + " is not a string");
    }
    return element.getAsString();
  }

  /** The peer, as the container prints it. */
  String peer() {
    return fields.get("peer").getAsString();
  }

  /** The lines of the head, in their order. */
  List<Map.Entry<String, String>> headers() throws BadLineException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (!has("headers")) {
      return headers;
    }
    if (!fields.get("headers").isJsonArray()) {
      throw new BadLineException("headers is not an array of [name, value]");
    }
    for (JsonElement header : fields.get("headers").getAsJsonArray()) {
      JsonArray pair = header.isJsonArray() ? header.getAsJsonArray() : new JsonArray();
      if (pair.size() != 2) {
        throw new BadLineException("headers is not an array of [name, value]");
      }
      headers.add(new SimpleImmutableEntry<>(string(pair.get(0), "the name of a header"),
          string(pair.get(1), "the value of a header")));
    }
    return headers;
  }

  /** What the rules are made of: cases with an equal one have the same rules. */
  JsonArray rulesKey() {
    JsonArray key = new JsonArray();
    key.add(has("config") ? fields.get("config") : JsonNull.INSTANCE);
    key.add(has("resolve") ? fields.get("resolve") : JsonNull.INSTANCE);
    return key;
  }

  /** Whether it has settings of its own. */
  boolean hasSettings() {
    return has("config");
  }

  /** Its own settings by name; none if it has none. */
  Map<String, String> settings() throws BadLineException {
    if (!hasSettings()) {
      return Collections.emptyMap();
    }
    if (!fields.get("config").isJsonObject()) {
      throw new BadLineException("config is not an object");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> each : fields.get("config").getAsJsonObject().entrySet()) {
      if (!each.getValue().isJsonNull()) {
        if (!each.getValue().isJsonPrimitive()) {
          throw new BadLineException("config " + each.getKey() + " is not a string");
        }
        values.put(each.getKey(), each.getValue().getAsString());
      }
    }
    return values;
  }

  /** The addresses behind names. */
  Map<String, List<Cidr>> resolve() throws BadLineException {
    if (!has("resolve")) {
      return Collections.emptyMap();
    }
    if (!fields.get("resolve").isJsonObject()) {
      throw new BadLineException("resolve is not an object of name and addresses");
    }
    Map<String, List<Cidr>> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> each : fields.get("resolve").getAsJsonObject().entrySet()) {
      StringBuilder addresses = new StringBuilder();
      for (JsonElement address : each.getValue().isJsonArray() ? each.getValue().getAsJsonArray() : one(each)) {
        addresses.append(',').append(string(address, "an address of resolve"));
      }
      try {
        Names.add(each.getKey() + "=" + addresses.substring(Math.min(1, addresses.length())), names);
      } catch (IllegalArgumentException notAddresses) {
        throw new BadLineException("resolve: " + notAddresses.getMessage());
      }
    }
    return names;
  }

  private static JsonArray one(Map.Entry<String, JsonElement> entry) {
    JsonArray one = new JsonArray();
    one.add(entry.getValue());
    return one;
  }

  boolean expectsSomething() {
    boolean expects = has("expect") || has("expect-reason") || has("expect-headers");
    for (String fact : FACTS) {
      expects |= has("expect-" + fact);
    }
    return expects;
  }

  /** What is not as expected, or {@code null}. */
  String mismatch(Decision decision, Facts facts) throws BadLineException {
    StringBuilder expected = new StringBuilder();
    StringBuilder got = new StringBuilder();
    if (has("expect") && !string("expect").equals(decision.address())) {
      expected.append(Printable.escape(string("expect")));
    }
    if (has("expect-reason") && expectedReason() != decision.reason()) {
      expected.append(expected.length() == 0 ? "" : ", ").append(string("expect-reason"));
    }
    for (String fact : FACTS) {
      String wanted = has("expect-" + fact) ? fields.get("expect-" + fact).getAsString() : facts.word(fact);
      if (!wanted.equals(facts.word(fact))) {
        expected.append(expected.length() == 0 ? "" : ", ").append(fact).append(' ').append(Printable.escape(wanted));
        got.append(", ").append(fact).append(' ').append(facts.word(fact));
      }
    }
    if (has("expect-headers")) {
      for (Map.Entry<String, JsonElement> each : fields.get("expect-headers").getAsJsonObject().entrySet()) {
        String wanted = each.getValue().isJsonNull() ? ABSENT : string(each.getValue(), "a line of expect-headers");
        String line = facts.headers() == null ? null : facts.headers().get(each.getKey());
        if (!wanted.equals(line == null ? ABSENT : line)) {
          String name = Printable.escape(each.getKey()) + ' ';
          expected.append(expected.length() == 0 ? "" : ", ").append(name).append(Printable.escape(wanted));
          got.append(", ").append(name).append(line == null ? ABSENT : line);
        }
      }
    }
    return expected.length() == 0 ? null : "expected " + expected + ", got " + Printable.escape(decision.address())
        + ", " + Json.hyphenated(decision.reason()) + got;
  }

  private Reason expectedReason() throws BadLineException {
    String wanted = string("expect-reason");
    String[] names = new String[Reason.values().length];
    for (Reason reason : Reason.values()) {
      names[reason.ordinal()] = Json.hyphenated(reason);
      if (names[reason.ordinal()].equals(wanted)) {
        return reason;
      }
    }
    throw new BadLineException("unknown expect-reason " + Printable.quote(wanted) + Cli.didYouMean(wanted, names));
  }
}
