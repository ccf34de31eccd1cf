package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** Objects of Kubernetes as maps and lists, and how to get at what is in them. */
final class Documents {

  private Documents() {
  }

  static List<Map<String, Object>> read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /** YAML or JSON, which is YAML. */
  static List<Map<String, Object>> parse(String text) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : yaml().loadAll(text)) {
      if (document != null) {
        documents.add(map(document));
      }
    }
    return documents;
  }

  static String write(Object document) {
    return yaml().dump(document);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** What is at the end of the names, or {@code null}. */
  static Object at(Object value, String... names) {
    for (String name : names) {
      value = value == null ? null : map(value).get(name);
    }
    return value;
  }

  /** The list at the end of the names; an absent one is empty. */
  static List<Map<String, Object>> list(Object value, String... names) {
    Object list = at(value, names);
    List<Map<String, Object>> maps = new ArrayList<>();
    if (list != null) {
      ((List<?>) list).forEach(element -> maps.add(map(element)));
    }
    return maps;
  }

  static String kind(Object object) {
    return (String) at(object, "kind");
  }

  static String name(Object object) {
    return (String) at(object, "metadata", "name");
  }

  /** The pod or the pod's template that an object has, whatever its kind. */
  static Map<String, Object> pod(Map<String, Object> object) {
    return switch (kind(object)) {
      case "Pod" -> object;
      case "CronJob" -> map(at(object, "spec", "jobTemplate", "spec", "template"));
      default -> map(at(object, "spec", "template"));
    };
  }

  static List<Map<String, Object>> containers(Map<String, Object> object) {
    return list(pod(object), "spec", "containers");
  }

  /** The value of a container's JAVA_TOOL_OPTIONS, or {@code null}. */
  static String toolOptions(Map<String, Object> container) {
    for (Map<String, Object> variable : list(container, "env")) {
      if (variable.get("name").equals("JAVA_TOOL_OPTIONS")) {
        return (String) variable.get("value");
      }
    }
    return null;
  }

  static boolean mountsAgent(Map<String, Object> container) {
    return list(container, "volumeMounts").stream().anyMatch(mount -> mount.get("name").equals("realip-agent"));
  }

  /**
   * Takes the resources off the init container: a policy gives it those of the pod's own, manifests that are written
   * without knowing the pod have some of their own.
   */
  static Map<String, Object> withoutResources(Map<String, Object> object) {
    list(pod(object), "spec", "initContainers").stream()
        .filter(container -> container.get("name").equals("realip-agent"))
        .forEach(container -> container.remove("resources"));
    return object;
  }

  /** The same with each list in an order of its own, for comparing what may come in any. */
  static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new TreeMap<>();
      map.forEach((key, element) -> result.put(key, sorted(element)));
      return result;
    }
    if (value instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      list.forEach(element -> result.add(sorted(element)));
      result.sort(Comparator.comparing(Object::toString));
      return result;
    }
    return value;
  }

  private static Yaml yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options);
  }
}
