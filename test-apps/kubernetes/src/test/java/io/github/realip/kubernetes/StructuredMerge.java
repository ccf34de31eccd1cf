package io.github.realip.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How an API server applies an apply configuration: lists that have a key are merged by it, what is new goes behind
 * what is there, and whatever can only be replaced as a whole is refused. Written after the API server's own
 * <a href="https://github.com/kubernetes-sigs/structured-merge-diff">structured-merge-diff</a>; kubectl has nothing
 * that does the same without a server.
 */
final class StructuredMerge {
  /** The keyed lists of pods that a policy may have use for. All others are atomic for a policy's purposes. */
  private static final Map<String, String> KEYS = Map.of("containers", "name", "initContainers", "name",
      "volumes", "name", "env", "name", "volumeMounts", "mountPath");
  private static final Set<String> ATOMIC = Set.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef",
      "configMapRef", "secretRef", "nodeSelector", "localObjectReference");

  private StructuredMerge() {
  }

  static Map<String, Object> apply(Map<String, Object> object, Map<String, Object> configuration) {
    Map<String, Object> result = new LinkedHashMap<>(object);
    configuration.forEach((field, value) -> result.put(field, merged(field, object.get(field), value)));
    return result;
  }

  private static Object merged(String field, Object there, Object change) {
    if (ATOMIC.contains(field) || change instanceof List && !KEYS.containsKey(field)) {
      throw new IllegalArgumentException("may not mutate atomic arrays, maps or structs: " + field);
    }
    if (change instanceof Map) {
      return apply(there == null ? Map.of() : Documents.map(there), Documents.map(change));
    }
    return change instanceof List ? mergedList(KEYS.get(field), there, change) : change;
  }

  private static List<Object> mergedList(String key, Object there, Object change) {
    List<Object> elements = new ArrayList<>();
    if (there != null) {
      elements.addAll((List<?>) there); // what is there twice stays there twice
    }
    for (Object element : (List<?>) change) {
      Object name = Documents.map(element).get(key);
      int index = 0;
      while (index < elements.size() && !name.equals(Documents.map(elements.get(index)).get(key))) {
        index++;
      }
      if (index == elements.size()) {
        elements.add(Map.of());
      }
      elements.set(index, apply(Documents.map(elements.get(index)), Documents.map(element)));
    }
    return elements;
  }
}
