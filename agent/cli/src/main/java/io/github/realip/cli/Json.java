package io.github.realip.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Hop;
import java.util.Locale;
import java.util.Map;

/** Decisions for machines. */
final class Json {

  private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

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
      object.add(each.getKey(), GSON.toJsonTree(each.getValue()));
      object.addProperty(each.getKey() + "-reason", hyphenated(facts.reasons().get(each.getKey())));
    }
    if (facts.headers() != null) {
      object.add("headers", GSON.toJsonTree(facts.headers()));
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

  static String text(JsonElement element) {
    return GSON.toJson(element);
  }
}
