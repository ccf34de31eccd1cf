package io.github.realip.cli;

import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a trusted proxy might send for a client on https: all that {@code realip.rewrite} could read, and what the
 * client has forged.
 */
final class SampleRequest {

  private static final String CLIENT = "203.0.113.7";

  private final Rules rules;
  private final HeaderRule deciding;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  SampleRequest(Configuration configuration, Rules rules) {
    this.rules = rules;
    deciding = rules.header(0);
    String host = first(configuration, Key.ALLOWED_HOSTS, "www.example.com").replace("*.", "www.");
    boolean forwarded = deciding.kind() == HeaderRule.Kind.FORWARDED;
    boolean list = deciding.kind() != HeaderRule.Kind.SINGLE;
    StringBuilder hops = new StringBuilder(forwarded ? "for=" + CLIENT + ";proto=https;host=\"" + host + '"' : CLIENT);
    for (int i = 1; list && i < rules.trustedHops(); i++) {
      hops.append(forwarded ? ", for=10.0.0." + i : ", 10.0.0." + i);
    }
    add(deciding.name(), hops.toString());
    if (rules.clientHeaders() != null) {
      add("Proxy-Client-IP", "6.6.6.6");
    }
    if (!forwarded && rules.origin() != null) {
      add(first(configuration, Key.PROTO_HEADERS, Key.PROTO_HEADERS.defaultValue()), "https");
      add("X-Forwarded-Host", host);
      add("X-Forwarded-Port", "443");
    }
  }

  private static String first(Configuration configuration, Key key, String byDefault) {
    String first = configuration.setting(key).value().split(",")[0].trim();
    return first.isEmpty() ? byDefault : first;
  }

  private void add(String name, String value) {
    headers.add(new SimpleImmutableEntry<>(name, value));
  }

  /** Draws what the application would see of it. */
  void draw(Drawing drawing) {
    HeaderLines lines = HeaderLines.of(deciding, Collections.singletonList(headers.get(0).getValue()));
    Outcome outcome = Resolver.resolveTrusted(rules, lines, HopListener.NONE);
    Facts facts = Facts.of(rules, outcome, "", headers);
    drawing.draw(facts);
    drawing.drawHeaders(facts, headers);
  }

  /** The lines, as they would be sent. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : headers) {
      text.append(text.length() == 0 ? "" : " | ").append(each.getKey()).append(": ").append(each.getValue());
    }
    return text.toString();
  }
}
