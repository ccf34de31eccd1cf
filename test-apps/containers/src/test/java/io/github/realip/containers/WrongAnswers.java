package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that were not the right ones, so that one test can ask many things and name all that went wrong. */
final class WrongAnswers {
  private final Site site;
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, String> logged = new LinkedHashMap<>();

  WrongAnswers(Site site) {
    this.site = site;
  }

  /** What one answer was. */
  void expect(String address, String actual, String question) {
    if (!address.equals(actual)) {
      wrong.add(question + ": " + actual + " instead of " + address);
    }
  }

  /** The line of the access log with this mark will begin with this address, as soon as it is there. */
  void expectLogged(String address, String mark) {
    if (site.server().hasAccessLog()) {
      logged.put(mark, address);
    }
  }

  /** Waits for what is to be logged, and fails with all that was wrong. */
  void assertNone() throws Exception {
    for (Map.Entry<String, String> each : logged.entrySet()) {
      expect(each.getValue(), site.server().accessLogLine(each.getKey()).split(" ")[0], "logged " + each.getKey());
    }
    if (!wrong.isEmpty()) {
      fail(wrong.size() + " wrong answers\n  " + String.join("\n  ", wrong));
    }
  }
}
