package io.github.realip.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/**
 * Reads a file of settings as {@link Properties} does, its lines numbered as an editor numbers them.
 *
 * <p>A line that is no setting is an error if it may be the rest of the one before it: YAML and mail programs wrap
 * lines, and half a list of proxies gives wrong addresses without a word.
 */
final class SettingsFile {

  private static final int MOST_SETTINGS = Key.values().length + Problems.MOST;

  private final TextFile file;
  private final Layer layer;
  private int mistakes;
  private boolean listIsOpen;

  private SettingsFile(TextFile file) {
    this.file = file;
    layer = Layer.ofFile(file.path());
  }

  /** Reads it, up to the point where there are too many mistakes to go on. */
  static Layer read(TextFile file) {
    SettingsFile reader = new SettingsFile(file);
    try {
      reader.read();
    } catch (IOException e) {
      throw new AssertionError(e); // a string does not fail
    }
    return reader.layer;
  }

  private void read() throws IOException {
    BufferedReader lines = new BufferedReader(new StringReader(file.text()));
    int number = 0;
    for (String line = lines.readLine(); line != null && !isHopeless(); line = lines.readLine()) {
      int first = ++number;
      if (isContinued(line)) {
        StringBuilder logical = new StringBuilder(line);
        String next = line;
        while (isContinued(next) && (next = lines.readLine()) != null) {
          logical.append('\n').append(next);
          number++;
        }
        line = logical.toString();
      }
      read(line, first);
    }
  }

  /** Whether it is no file of settings; the mistakes so far, or keys set again and again, are told. */
  private boolean isHopeless() {
    return mistakes > Problems.MOST || layer.given().size() > MOST_SETTINGS;
  }

  private static boolean isContinued(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1 && !isComment(line.trim());
  }

  private static boolean isComment(String trimmed) {
    return trimmed.startsWith("#") || trimmed.startsWith("!");
  }

  private void read(String line, int number) throws IOException {
    String trimmed = line.trim();
    if (trimmed.isEmpty() || isComment(trimmed)) {
      return;
    }
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IllegalArgumentException e) {
      // it may have been any setting, so none of the file can be believed
      error(number, "malformed \\uXXXX escape", "write the character itself");
    }
    for (String name : one.stringPropertyNames()) {
      String value = one.getProperty(name).trim();
      boolean isKnown = Key.named(name) != null;
      if (!isKnown && isRestOfAList(line, trimmed)) {
        error(number, Printable.quote(trimmed) + " is no KEY=VALUE",
            "write a list on one line, or end each line of it but the last with a backslash");
      } else {
        mistakes += isKnown ? 0 : 1;
        layer.add(name, value, " in " + file.path() + ", line " + number);
      }
      listIsOpen = value.endsWith(",");
    }
  }

  /** Whether a line without a known key may go on with the one before it. */
  private boolean isRestOfAList(String line, String trimmed) {
    return listIsOpen || line.charAt(0) <= ' ' || !hasSeparator(trimmed)
        || TrustList.isEntry(trimmed.split("[, \t]", 2)[0]);
  }

  /** Whether {@code =} or {@code :} stands behind the first word. */
  private static boolean hasSeparator(String line) {
    int at = 0;
    while (at < line.length() && "=: \t\f".indexOf(line.charAt(at)) < 0) {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    String rest = at < line.length() ? line.substring(at).trim() : "";
    return rest.startsWith("=") || rest.startsWith(":");
  }

  private void error(int number, String what, String remedy) {
    mistakes++;
    layer.problems().add(Problem.error(file.path() + ", line " + number + ": " + what, remedy));
  }
}
