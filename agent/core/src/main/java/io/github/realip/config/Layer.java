package io.github.realip.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** The settings that one place gives, in the order in which they stand there; of two for one key the later counts. */
public final class Layer {

  /** One line of a layer. */
  static final class Given {
    final String name;
    final String value;
    /** Where in the layer it stands; empty where the name says it all. */
    final String position;

    Given(String name, String value, String position) {
      this.name = name;
      this.value = value;
      this.position = position;
    }
  }

  private static final String PROPERTY = "system property realip.";
  private static final String ENVIRONMENT = "environment variable REALIP_";

  private final String prefix;
  private final List<Given> given = new ArrayList<Given>();
  private final List<Problem> problems = new ArrayList<Problem>();

  private Layer(String prefix) {
    this.prefix = prefix;
  }

  /** Settings by plain name; the prefix stands before the name when its place is told, as {@code option --}. */
  public static Layer of(String prefix, Map<String, String> values) {
    Layer layer = new Layer(prefix);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      layer.add(entry.getKey(), entry.getValue(), "");
    }
    return layer;
  }

  /** The system properties that begin with {@code realip.}. */
  public static Layer systemProperties(Properties properties) {
    Layer layer = new Layer(PROPERTY);
    for (String name : new TreeSet<String>(properties.stringPropertyNames())) {
      if (name.startsWith("realip.")) {
        layer.add(name.substring("realip.".length()), properties.getProperty(name), "");
      }
    }
    return layer;
  }

  /**
   * The environment variables that begin with {@code REALIP_} and are, or nearly are, the name of a key. Others are
   * nobody's mistake: a Kubernetes service called realip gives every pod REALIP_SERVICE_HOST and its like.
   */
  public static Layer environment(Map<String, String> environment) {
    Layer layer = new Layer(ENVIRONMENT);
    for (String variable : new TreeSet<String>(environment.keySet())) {
      if (variable.startsWith("REALIP_")) {
        String name = variable.substring("REALIP_".length()).replace('_', '-').toLowerCase(Locale.ROOT);
        if (Key.named(name) != null || Key.nearest(name) != null) {
          layer.add(name, environment.get(variable), "");
        }
      }
    }
    return layer;
  }

  /**
   * What stands behind {@code -javaagent:realip-agent.jar=}: {@code NAME=VALUE,NAME=VALUE}. A comma ends a value if the
   * name of a key and {@code =} follow, so a list may have commas, too; a semicolon, which shells do not leave alone,
   * ends any value.
   */
  public static Layer agentArguments(String arguments) {
    Layer layer = new Layer("agent argument ");
    for (String argument : arguments == null ? new String[0] : arguments.split(";")) {
      int start = 0;
      for (int comma = argument.indexOf(','); comma >= 0; comma = argument.indexOf(',', comma + 1)) {
        int equals = argument.indexOf('=', comma);
        if (equals > 0 && Key.named(argument.substring(comma + 1, equals).trim()) != null) {
          layer.argument(argument.substring(start, comma));
          start = comma + 1;
        }
      }
      layer.argument(argument.substring(start));
    }
    return layer;
  }

  private void argument(String argument) {
    int equals = argument.indexOf('=');
    if (equals > 0) {
      add(argument.substring(0, equals).trim(), argument.substring(equals + 1), "");
    } else if (!argument.trim().isEmpty()) {
      problems.add(Problem.warning(
          "agent argument " + Printable.quote(argument.trim()) + " is no NAME=VALUE and does nothing",
          "write for example -javaagent:realip-agent.jar=trusted-proxies=10.0.0.7,headers=X-Forwarded-For"));
    }
  }

  /** A properties file, its lines numbered as an editor numbers them. */
  static Layer file(TextFile file) {
    Layer layer = new Layer("");
    String[] lines = file.text().split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i + 1;
      StringBuilder logical = new StringBuilder(lines[i]);
      while (isContinued(lines[i]) && i + 1 < lines.length) {
        logical.append('\n').append(lines[++i]);
      }
      layer.line(logical.toString(), " in " + file.path() + ", line " + first);
    }
    return layer;
  }

  private static boolean isContinued(String line) {
    String start = line.trim();
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1 && !start.startsWith("#") && !start.startsWith("!");
  }

  private void line(String line, String position) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException e) {
      throw new AssertionError(e); // a string does not fail
    } catch (IllegalArgumentException e) {
      // it may have been any setting, so none of the file can be believed
      problems.add(Problem.error(position.substring(" in ".length()) + ": malformed \\uXXXX escape",
          "write the character itself"));
    }
    for (String name : one.stringPropertyNames()) {
      add(name, one.getProperty(name), position);
    }
  }

  private void add(String name, String value, String position) {
    given.add(new Given(name, value.trim(), position));
  }

  List<Given> given() {
    return given;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Tells the place of a setting in the words of its reader. */
  String origin(Given one) {
    return prefix + spelling(one.name) + one.position;
  }

  /** Returns the name as it is spelt in this place. */
  private String spelling(String name) {
    return Printable.escape(prefix.equals(ENVIRONMENT) ? name.replace('-', '_').toUpperCase(Locale.ROOT) : name);
  }

  /** Returns a key's name as a reader of this place has to write it. */
  String spelling(Key key) {
    if (prefix.equals(ENVIRONMENT)) {
      return key.environmentVariable();
    }
    return prefix.equals(PROPERTY) ? key.property() : key.label();
  }
}
