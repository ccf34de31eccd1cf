package io.github.realip.containers;

import java.util.List;

/**
 * What is to be started.
 *
 * @param container a line of the matrix
 * @param jdk the Java it runs on
 * @param options what goes into JAVA_TOOL_OPTIONS, one option an element
 * @param forwarding whether the container's own component for X-Forwarded-For is switched on
 */
public record Launch(Container container, Jdk jdk, List<String> options, boolean forwarding) {

  /** The value of JAVA_TOOL_OPTIONS. The JVM splits it at blanks, unless they are between quotes. */
  public static String toolOptions(List<String> options) {
    return String.join(" ", options.stream().map(o -> o.contains(" ") ? '"' + o + '"' : o).toList());
  }

  /** Whether there is an agent among the options. */
  public boolean hasAgent() {
    return options.stream().anyMatch(option -> option.startsWith("-javaagent:"));
  }

  @Override
  public String toString() {
    return container + " on Java " + jdk.version() + (hasAgent() ? " with the agent" : "")
        + (forwarding ? " and its own forwarding" : "");
  }
}
