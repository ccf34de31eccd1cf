package io.github.realip.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All presets, from the data file {@code presets.txt}. */
public final class Presets {

  private static final Map<String, Preset> ALL = load();

  private Presets() {
  }

  /** Returns all presets in the order of the file, those without ranges too. */
  public static Collection<Preset> all() {
    return Collections.unmodifiableCollection(ALL.values());
  }

  /** Returns the preset of that name, or {@code null}. */
  static Preset named(String name) {
    return ALL.get(name);
  }

  private static Map<String, Preset> load() {
    try {
      InputStream in = Presets.class.getResourceAsStream("presets.txt");
      try {
        return parse(new InputStreamReader(in, StandardCharsets.UTF_8));
      } finally {
        in.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Preset> parse(Reader data) throws IOException {
    Map<String, Preset> presets = new LinkedHashMap<String, Preset>();
    BufferedReader lines = new BufferedReader(data);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split(" ", 3);
      if (!presets.containsKey(words[0])) {
        presets.put(words[0], new Preset(words[0]));
      }
      presets.get(words[0]).add(words[1], words.length > 2 ? words[2] : "");
    }
    return presets;
  }
}
