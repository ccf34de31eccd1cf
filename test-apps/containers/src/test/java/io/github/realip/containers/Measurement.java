package io.github.realip.containers;

import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run has found out about one cell. */
final class Measurement {
  private final Map<Aspect, Set<String>> passed = new EnumMap<>(Aspect.class);
  private final Set<Aspect> failed = EnumSet.noneOf(Aspect.class);
  private final Set<String> remarks = new LinkedHashSet<>();
  private final Set<String> failures = new LinkedHashSet<>();

  private String server = "";
  private String java = "";

  /** The container has started and says what it is. */
  synchronized void started(JsonObject seen) {
    server = seen.get("container").getAsString();
    java = seen.get("java").getAsString();
  }

  /** A check has passed, at least with one of its parameters. */
  synchronized void passed(Aspect aspect, String check) {
    passed.computeIfAbsent(aspect, unseen -> new HashSet<>()).add(check);
  }

  /** A check has failed, and so has the aspect, whatever passes. */
  synchronized void failed(Aspect aspect, String check) {
    failed.add(aspect);
    failures.add(check);
  }

  /** Something that a user should know has shown. */
  synchronized void remark(String remark) {
    remarks.add(remark);
  }

  /** What the container calls itself, or nothing if it has not started. */
  String server() {
    return server;
  }

  /** The Java's full version, or nothing if it has not started. */
  String java() {
    return java;
  }

  /** Whether every one of these checks has passed, or nothing if none has failed but not all were run. */
  synchronized Optional<Boolean> of(Aspect aspect, Set<String> checks) {
    if (failed.contains(aspect)) {
      return Optional.of(false);
    }
    return passed.getOrDefault(aspect, Set.of()).containsAll(checks) ? Optional.of(true) : Optional.empty();
  }

  /** What a user should know. */
  Set<String> remarks() {
    return remarks;
  }

  /** The names of the checks that have failed. */
  Set<String> failures() {
    return failures;
  }
}
