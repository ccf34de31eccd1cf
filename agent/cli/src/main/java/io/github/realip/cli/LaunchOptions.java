package io.github.realip.cli;

import io.github.realip.config.Layer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The options with which a JVM would be started here: those of the variables that JVMs and start scripts read. */
final class LaunchOptions {

  /** A script's variable ends up on the command line behind the JVM's own, and of two properties the later counts. */
  private static final String[] VARIABLES = {
    "CATALINA_OPTS", "JAVA_OPTIONS", "MODULE_OPTS", "JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"};

  /** The launcher and the JVM read these two for the command line's own JVM, too. */
  private static final String[] OF_ANY_JVM = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"};

  private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final int LONGEST_OF_JAVA_8 = 1023;
  private static final String AGENT = "-javaagent:";
  private static final String PROPERTY = "-Drealip.";

  private final Map<String, Map<String, String>> properties = new LinkedHashMap<>();
  private final List<String> agents = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private String agentArguments;

  /**
   * Reads the options.
   *
   * @param more options of a place that is not in the environment, or {@code null}
   */
  LaunchOptions(Map<String, String> environment, String more) {
    if (more != null) {
      read("--jvm-options", more);
    }
    for (String variable : VARIABLES) {
      if (environment.containsKey(variable)) {
        read(variable, environment.get(variable));
      }
    }
    if (agents.size() > 1) {
      warnings.add("the agent is named in " + String.join(" and ", agents) + "; the JVM starts the one in "
          + agents.get(agents.size() - 1) + " first, and only that one works; name it once");
    }
    String toolOptions = environment.get(TOOL_OPTIONS);
    int length = toolOptions == null ? 0 : toolOptions.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_OF_JAVA_8) {
      warnings.add("JAVA_TOOL_OPTIONS has " + length + " bytes; Java 8 ignores the whole variable, the application's"
          + " own options in it too, if it has more than " + LONGEST_OF_JAVA_8 + "; put the agent's settings into a"
          + " file");
    }
  }

  private void read(String place, String text) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String word : words(text)) {
      if (word.startsWith(PROPERTY) && word.indexOf('=') > 0) {
        given.put(word.substring(PROPERTY.length(), word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      } else if (word.startsWith(AGENT)) {
        int equals = word.indexOf('=');
        String path = word.substring(AGENT.length(), equals < 0 ? word.length() : equals);
        if (path.substring(path.lastIndexOf('/') + 1).contains("realip")) {
          agents.add(place);
          agentArguments = equals < 0 ? "" : word.substring(equals + 1); // the variable that is read first stands last
        }
      }
    }
    properties.put(place, given);
  }

  /** The words of such a text as the JVM takes it apart: quotation marks keep blanks together and go. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /** What stands behind the agent's jar in the option that counts, or {@code null} if no option names the agent. */
  String agentArguments() {
    return agentArguments;
  }

  /** The system properties that they set, the place that counts most first. */
  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> each : properties.entrySet()) {
      layers.add(Layer.of(each.getKey() + " " + PROPERTY, each.getKey(), each.getValue()));
    }
    return layers;
  }

  /** The system properties of this JVM without those that it has from the variables. */
  Properties withoutOwn(Properties ofThisJvm) {
    Properties rest = new Properties();
    for (String name : ofThisJvm.stringPropertyNames()) {
      rest.setProperty(name, ofThisJvm.getProperty(name));
    }
    rest.remove("sun.java.command"); // the options of check are no mistake
    for (String variable : OF_ANY_JVM) {
      if (properties.containsKey(variable)) {
        for (Map.Entry<String, String> each : properties.get(variable).entrySet()) {
          rest.remove("realip." + each.getKey(), each.getValue());
        }
      }
    }
    return rest;
  }

  /** What to know about them, a sentence each. */
  List<String> warnings() {
    return warnings;
  }
}
