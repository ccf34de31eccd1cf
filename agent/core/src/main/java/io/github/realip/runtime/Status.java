package io.github.realip.runtime;

import io.github.realip.RealIpAgent;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Problem;
import io.github.realip.config.Reload;
import io.github.realip.config.Setting;
import io.github.realip.observe.RequestWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The agent's state as one line of JSON, for who asks from outside. */
final class Status {

  private final StringBuilder json = new StringBuilder();

  private Status() {
  }

  /**
   * The state.
   *
   * @param woven the woven classes by container
   * @param watch what has counted, or {@code null} if nobody does
   * @param reload the last one, or {@code null} if there was none
   */
  static String of(Configuration configuration, Map<String, ? extends Collection<String>> woven, RequestWatch watch,
      Reload reload) {
    Map<String, Object> state = new LinkedHashMap<String, Object>();
    state.put("agent", RealIpAgent.identity());
    state.put("mode", configuration.mode().name().toLowerCase(Locale.ROOT));
    state.put("valid", configuration.isValid());
    state.put("deciding", configuration.isActive());
    state.put("summary", configuration.summary());
    state.put("settings", settings(configuration));
    List<String> problems = new ArrayList<String>();
    for (Problem problem : configuration.problems()) {
      problems.add(problem.toString());
    }
    state.put("problems", problems);
    if (reload != null) {
      Map<String, Object> last = new LinkedHashMap<String, Object>();
      last.put("time", Instant.ofEpochMilli(reload.millis()).toString());
      last.put("taken", reload.isTaken());
      last.put("result", reload.result());
      state.put("reload", last);
    }
    state.put("woven", woven);
    if (watch != null) {
      state.put("requests", watch.decisionsByReason());
      state.put("findings", watch.findings());
      state.put("differences", watch.differences());
      state.put("factDifferences", watch.factDifferences());
      state.put("examples", watch.examples());
    }
    Status status = new Status();
    status.write(state);
    return status.json.toString();
  }

  private static List<Object> settings(Configuration configuration) {
    List<Object> settings = new ArrayList<Object>();
    for (Key key : Key.values()) {
      Setting setting = configuration.setting(key);
      Map<String, Object> one = new LinkedHashMap<String, Object>();
      one.put("name", key.label());
      one.put("value", setting.value());
      one.put("origin", setting.origin());
      settings.add(one);
    }
    return settings;
  }

  private void write(Object value) {
    if (value instanceof Map) {
      String separator = "{";
      for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
        json.append(separator);
        text(each.getKey().toString());
        json.append(':');
        write(each.getValue());
        separator = ",";
      }
      json.append(((Map<?, ?>) value).isEmpty() ? "{}" : "}");
    } else if (value instanceof Collection) {
      String separator = "[";
      for (Object each : (Collection<?>) value) {
        json.append(separator);
        write(each);
        separator = ",";
      }
      json.append(((Collection<?>) value).isEmpty() ? "[]" : "]");
    } else if (value instanceof String) {
      text((String) value);
    } else {
      json.append(value);
    }
  }

  private void text(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        json.append(c);
      } else {
        json.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      }
    }
    json.append('"');
  }
}
