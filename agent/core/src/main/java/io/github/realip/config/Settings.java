package io.github.realip.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** For every key the one value that counts: that of the highest layer that gives one. */
final class Settings {

  private final Map<Key, Setting> settings = new EnumMap<Key, Setting>(Key.class);
  private final List<Problem> problems;

  Settings(List<Problem> problems) {
    this.problems = problems;
  }

  /** Adds a layer below all those added before. */
  void add(Layer layer) {
    problems.addAll(layer.problems());
    List<Layer.Given> given = layer.given();
    for (int i = given.size() - 1; i >= 0; i--) {
      Layer.Given one = given.get(i);
      Key key = Key.named(one.name);
      if (key != null) {
        offer(key, one.value, layer.origin(one));
      } else {
        Key nearest = Key.nearest(one.name);
        problems.add(Problem.misspelling(layer.origin(one) + " is not known and does nothing",
            nearest == null ? "the known names: java -jar realip-agent.jar check --help"
                : "did you mean " + layer.spelling(nearest) + "?"));
      }
    }
  }

  /** Sets a key that no layer above has set. */
  void offer(Key key, String value, String origin) {
    // an empty list of proxies trusts nobody, on purpose; any other empty value is a template's way of setting none
    if (value.isEmpty() && key != Key.TRUSTED_PROXIES) {
      return;
    }
    Setting higher = settings.get(key);
    if (higher == null) {
      settings.put(key, new Setting(value, origin));
    } else {
      higher.overrides(origin, value);
    }
  }

  boolean isGiven(Key key) {
    return settings.containsKey(key);
  }

  Setting get(Key key) {
    Setting setting = settings.get(key);
    return setting == null ? new Setting(key.defaultValue(), "default") : setting;
  }
}
