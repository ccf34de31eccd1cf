package io.github.realip.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Hop;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** Decisions for machines. */
final class Json {

  private Json() {
  }

  /**
   * Returns {@code {"client":...,"reason":...,"position":...,"hops":[...]}}. The position is that of the client's
   * element, counted from the right, and 0 if the client is the peer; the hops are in the order of the walk, the peer
   * first.
   *
   * @param facts scheme, host and port, each with its reason, and what headers read as, if they are rewritten
   */
  static JsonObject of(Decision decision, Facts facts) {
    JsonObject object = new JsonObject();
    object.addProperty("client", decision.address());
    object.addProperty("reason", hyphenated(decision.reason()));
    object.addProperty("position", decision.outcome().position());
    JsonArray hops = new JsonArray();
    for (Hop hop : decision.hops()) {
      hops.add(of(hop));
    }
    object.add("hops", hops);
    for (Map.Entry<String, Object> each : facts.values().entrySet()) {
      if (each.getValue() instanceof Number) {
        object.addProperty(each.getKey(), (Number) each.getValue());
      } else {
        object.addProperty(each.getKey(), (String) each.getValue());
      }
      object.addProperty(each.getKey() + "-reason", hyphenated(facts.reasons().get(each.getKey())));
    }
    if (facts.headers() != null) {
      JsonObject headers = new JsonObject();
      for (Map.Entry<String, String> each : facts.headers().entrySet()) {
        headers.addProperty(each.getKey(), each.getValue());
      }
      object.add("headers", headers);
    }
    return object;
  }

  private static JsonObject of(Hop hop) {
    JsonObject object = new JsonObject();
    object.addProperty("text", hop.text());
    if (hop.address() != null) {
      object.addProperty("address", hop.address());
    }
    object.addProperty("verdict", hyphenated(hop.status()));
    if (hop.trustedBy() != null) {
      object.addProperty("trusted-by", hop.trustedBy());
    }
    return object;
  }

  /** Spells a constant as the outside world does: {@code first-untrusted-hop}. */
  static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Written on one line, without Gson's adapters: those are found by reflection, which a browser does not have. */
  static String text(JsonElement element) {
    StringWriter text = new StringWriter();
    try {
      write(element, new JsonWriter(text));
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is written to but memory
    }
    return text.toString();
  }

  private static void write(JsonElement element, JsonWriter writer) throws IOException {
    if (element.isJsonObject()) {
      writer.beginObject();
      for (Map.Entry<String, JsonElement> each : element.getAsJsonObject().entrySet()) {
        writer.name(each.getKey());
        write(each.getValue(), writer);
      }
      writer.endObject();
    } else if (element.isJsonArray()) {
      writer.beginArray();
      for (JsonElement each : element.getAsJsonArray()) {
        write(each, writer);
      }
      writer.endArray();
    } else if (element.isJsonNull()) {
      writer.nullValue();
    } else if (element.getAsJsonPrimitive().isNumber()) {
      writer.value(element.getAsNumber());
    } else if (element.getAsJsonPrimitive().isBoolean()) {
      writer.value(element.getAsBoolean());
    } else {
      writer.value(element.getAsString());
    }
  }
}
