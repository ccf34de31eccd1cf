package io.github.realip.config;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** For every key the one value that counts: that of the highest layer that gives one. */
final class Settings {

  private final Map<Key, Setting> settings = new EnumMap<Key, Setting>(Key.class);
  private final Problems problems;

  Settings(Problems problems) {
    this.problems = problems;
  }

  /** Adds a layer below all those added before. */
  void add(Layer layer) {
    problems.addAll(layer.problems());
    Map<Key, Layer.Given> last = new EnumMap<Key, Layer.Given>(Key.class);
    for (Layer.Given one : layer.given()) {
      if (one.key == null) {
        unknown(layer, one);
      } else if (one.key == Key.CONFIG_FILE && layer.file() != null) {
        problems.add(Problem.warning(one.origin + " does nothing: a file of settings cannot name another",
            "set " + Key.CONFIG_FILE.property() + " as a system property, or copy the settings"));
      } else {
        Layer.Given earlier = last.put(one.key, one);
        if (earlier != null) {
          problems.add(Problem.warning(one.key.label() + " is set twice, by " + earlier.origin + " and by " + one.origin
              + ", and the later one counts", "remove one of them"));
        }
      }
    }
    for (int i = layer.given().size() - 1; i >= 0; i--) {
      Layer.Given one = layer.given().get(i);
      if (last.containsKey(one.key)) {
        offer(one.key, new Setting(one.value, one.origin, layer));
      }
    }
  }

  private void unknown(Layer layer, Layer.Given one) {
    Key nearest = Key.nearest(one.name);
    String what = one.origin + " is not known and does nothing";
    String remedy = nearest == null ? "the known names: java -jar realip-agent.jar check --help"
        : "did you mean " + layer.spelling(nearest) + "?";
    problems.add(nearest != null && nearest.decidesTrust() ? Problem.error(what, remedy)
        : Problem.misspelling(what, remedy));
  }

  /** Sets a key that no layer above has set. */
  void offer(Key key, Setting setting) {
    // an empty list trusts nobody, on purpose; any other empty value is a template's way of setting none
    if (setting.value().isEmpty() && !key.isList()) {
      return;
    }
    Setting higher = settings.get(key);
    if (higher == null) {
      settings.put(key, setting);
    } else {
      higher.overrides(setting);
    }
  }

  /** The places that set something. */
  Set<String> places() {
    Set<String> places = new LinkedHashSet<String>();
    for (Setting setting : settings.values()) {
      if (setting.layer() != null) {
        places.add(setting.layer().place());
      }
    }
    return places;
  }

  boolean isGiven(Key key) {
    return settings.containsKey(key);
  }

  Setting get(Key key) {
    Setting setting = settings.get(key);
    return setting == null ? new Setting(key.defaultValue(), "default", null) : setting;
  }
}
