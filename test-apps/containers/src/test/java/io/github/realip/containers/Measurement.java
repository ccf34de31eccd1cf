package io.github.realip.containers;

import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run has found out about one cell. */
final class Measurement {
  private final Map<Aspect, Boolean> passed = new EnumMap<>(Aspect.class);
  private final Set<String> failures = new LinkedHashSet<>();

  private String server = "";
  private String java = "";

  /** The container has started and says what it is. */
  synchronized void started(JsonObject seen) {
    server = seen.get("container").getAsString();
    java = seen.get("java").getAsString();
  }

  /** A check has passed; one that has failed before stays failed. */
  synchronized void passed(Aspect aspect) {
    passed.putIfAbsent(aspect, true);
  }

  /** A check has failed. */
  synchronized void failed(Aspect aspect, String check) {
    passed.put(aspect, false);
    failures.add(check);
  }

  /** What the container calls itself, or nothing if it has not started. */
  String server() {
    return server;
  }

  /** The Java's full version, or nothing if it has not started. */
  String java() {
    return java;
  }

  /** Whether every check of an aspect has passed, or nothing if there was none. */
  Optional<Boolean> of(Aspect aspect) {
    return Optional.ofNullable(passed.get(aspect));
  }

  /** The names of the checks that have failed. */
  Set<String> failures() {
    return failures;
  }
}
