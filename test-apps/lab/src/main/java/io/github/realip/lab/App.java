package io.github.realip.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An application in the cluster: one pod on the first node, with Services. A line of {@code apps.txt}.
 *
 * @param index its place among the applications, from which its addresses and ports follow
 * @param name its name
 * @param container the container that serves it: the first of the matrix that this regular expression finds; or
 *     {@code echo}
 * @param settings the agent's settings with hosts' names in braces; {@code null} where there is no agent
 */
record App(int index, String name, String container, String settings) {
  /** The pod's port. */
  static final int PORT = 8080;
  /** The pod's port that leads to its sidecar. */
  static final int MESH_PORT = 8081;
  private static final int FIRST_ADDRESS = 20;
  private static final Pattern HOST = Pattern.compile("\\{(\\w+)}");

  /** Says what arrives, byte for byte. */
  static final String ECHO = "echo";

  /** All applications, in the order of the file. */
  static List<App> all() {
    List<List<String>> lines = DataFile.lines("apps.txt", 3);
    return IntStream.range(0, lines.size()).mapToObj(i -> new App(i, lines.get(i).get(0), lines.get(i).get(1),
        lines.get(i).get(2).equals("no agent") ? null : lines.get(i).get(2))).toList();
  }

  /** The pod's address. */
  String address(Family family) {
    return (family == Family.IPV4 ? "10.244.1." : "fd00:244:1::") + (FIRST_ADDRESS + index);
  }

  /** The network namespace of its pod. */
  String namespace() {
    return "app-" + name;
  }

  /** The name by which an ingress knows it. */
  String hostName() {
    return name + ".example";
  }

  /** Whether the agent is to be in it. */
  boolean hasAgent() {
    return settings != null;
  }

  /** The settings as the operator writes them, one {@code key=value} an element. */
  List<String> properties() {
    if (settings == null || settings.isEmpty()) {
      return List.of();
    }
    List<String> properties = new ArrayList<>();
    for (String property : settings.split(";\\s*")) {
      Matcher host = HOST.matcher(property);
      properties.add("realip." + host.replaceAll(found -> addresses(Host.named(found.group(1)))));
    }
    return properties;
  }

  private static String addresses(Host host) {
    return Stream.of(Family.values()).map(host::address).distinct().collect(Collectors.joining(","));
  }
}
