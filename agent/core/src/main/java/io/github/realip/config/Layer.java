package io.github.realip.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The settings that one place gives, in the order in which they stand there; of two for one key the later counts. */
public final class Layer {

  /** One setting of a layer. */
  static final class Given {
    /** The key, or {@code null} if there is none of that name. */
    final Key key;
    final String name;
    final String value;
    /** Where it stands, in the words of its reader. */
    final String origin;

    Given(Key key, String name, String value, String origin) {
      this.key = key;
      this.name = name;
      this.value = value.trim();
      this.origin = origin;
    }
  }

  private static final String OURS = "realip";
  private static final String PROPERTY = "system property ";
  private static final String ENVIRONMENT = "environment variable ";

  private final String prefix;
  private final String place;
  private final String file;
  private final List<Given> given = new ArrayList<Given>();
  private final List<Problem> problems = new ArrayList<Problem>();

  private Layer(String prefix, String place, String file) {
    this.prefix = prefix;
    this.place = place;
    this.file = file;
  }

  /**
   * Settings by plain name.
   *
   * @param prefix what stands before a name when the origin of its value is told, such as {@code option --}
   * @param place where all of them are, such as {@code the command line}
   */
  public static Layer of(String prefix, String place, Map<String, String> values) {
    Layer layer = new Layer(prefix, place, null);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      layer.add(entry.getKey(), entry.getValue(), "");
    }
    return layer;
  }

  /** The system properties that begin with {@code realip.}, and those that nearly are the name of a key. */
  public static Layer systemProperties(Properties properties) {
    Layer layer = new Layer(PROPERTY, "system properties", null);
    for (String name : likeOurs(properties.stringPropertyNames())) {
      if (name.startsWith("realip.") || isNearlyOurs(name)) {
        Key key = Key.named(name);
        layer.add(name.startsWith("realip.") ? key : null, name, properties.getProperty(name));
      }
    }
    layer.addMisplaced(properties.getProperty("sun.java.command", ""));
    return layer;
  }

  /**
   * Options behind {@code -jar app.jar} or the main class are the application's arguments; the JVM sets no property.
   */
  private void addMisplaced(String command) {
    for (String word : command.split(" ")) {
      int equals = word.indexOf('=');
      if (word.startsWith("-Drealip.") && equals > 0) {
        Key key = Key.named(word.substring(2, equals));
        problems.add(Problem.warning("the application's argument " + Printable.quote(word) + " is no system property"
            + " and does nothing", "write it before -jar or the main class, or set "
            + (key == null ? "an environment variable" : key.environmentVariable())));
      }
    }
  }

  /**
   * The environment variables that are, or nearly are, the name of a key. Others that begin with {@code REALIP_} are
   * nobody's mistake, nor are those of a Kubernetes Service: one called realip gives every pod REALIP_SERVICE_PORT.
   */
  public static Layer environment(Map<String, String> environment) {
    Layer layer = new Layer(ENVIRONMENT, "the environment", null);
    for (String variable : likeOurs(environment.keySet())) {
      Key key = Key.named(Key.plain(variable));
      boolean isKey = key != null && Key.environmentVariable(Key.plain(variable)).equals(variable);
      if (isKey || isNearlyOurs(variable) && !isOfAService(variable)) {
        layer.add(isKey ? key : null, variable, environment.get(variable));
      }
    }
    return layer;
  }

  private static boolean isOfAService(String variable) {
    return variable.endsWith("_PORT") || variable.contains("_PORT_") || variable.endsWith("_SERVICE_HOST");
  }

  /** The names that begin as ours do, in any case, sorted: a few of many. */
  private static Set<String> likeOurs(Set<String> names) {
    Set<String> ours = new TreeSet<String>();
    for (String name : names) {
      if (name.regionMatches(true, 0, OURS, 0, OURS.length())) {
        ours.add(name);
      }
    }
    return ours;
  }

  /** Whether such a name is nearly that of a key. */
  private static boolean isNearlyOurs(String name) {
    return !Key.plain(name).equals(name) && Key.nearest(name) != null;
  }

  /**
   * What stands behind {@code -javaagent:realip-agent.jar=}: {@code NAME=VALUE,NAME=VALUE}. A comma ends a value if the
   * name of a key and {@code =} follow, so a list may have commas, too; a semicolon, which shells do not leave alone,
   * ends any value.
   */
  public static Layer agentArguments(String arguments) {
    Layer layer = new Layer("agent argument ", "agent arguments", null);
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

  /** A file, still without settings. */
  static Layer ofFile(String path) {
    return new Layer("", path, path);
  }

  /**
   * Adds a setting.
   *
   * @param position where in the layer it stands; empty where the name says it all
   */
  void add(String name, String value, String position) {
    given.add(new Given(Key.named(name), name, value, prefix + Printable.escape(name) + position));
  }

  private void add(Key key, String name, String value) {
    given.add(new Given(key, name, value, prefix + Printable.escape(name)));
  }

  List<Given> given() {
    return given;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns what it is, for people: {@code system properties}, or a file's path. */
  String place() {
    return place;
  }

  /** Returns the path of the file that it was read from, or {@code null}. */
  String file() {
    return file;
  }

  /** Returns a key's name as a reader of this place has to write it. */
  String spelling(Key key) {
    if (prefix.equals(ENVIRONMENT)) {
      return key.environmentVariable();
    }
    return prefix.equals(PROPERTY) ? key.property() : key.label();
  }
}
