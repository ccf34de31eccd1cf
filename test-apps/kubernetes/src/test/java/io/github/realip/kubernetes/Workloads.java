package io.github.realip.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/** What makes pods. */
final class Workloads {

  private Workloads() {
  }

  /** A workload of a kind whose template is the pod; it has the pod's name and labels itself, too. */
  static Map<String, Object> of(String kind, Map<String, Object> pod) {
    Map<String, Object> labels = new LinkedHashMap<>(Map.of("app", Documents.name(pod)));
    if (Documents.at(pod, "metadata", "labels") != null) {
      labels.putAll(Documents.map(Documents.at(pod, "metadata", "labels")));
    }
    Map<String, Object> podSpec = new LinkedHashMap<>(Documents.map(pod.get("spec")));
    Map<String, Object> template = Map.of("metadata", Map.of("labels", labels), "spec", podSpec);
    Map<String, Object> selector = Map.of("matchLabels", Map.of("app", Documents.name(pod)));
    Map<String, Object> spec = new LinkedHashMap<>(Map.of("template", template));
    switch (kind) {
      case "Job" -> podSpec.put("restartPolicy", "Never");
      case "CronJob" -> {
        podSpec.put("restartPolicy", "Never");
        spec = Map.of("schedule", "0 3 * * *", "jobTemplate", Map.of("spec", spec));
      }
      case "ReplicationController" -> spec.put("selector", selector.get("matchLabels"));
      case "StatefulSet" -> {
        spec.put("serviceName", Documents.name(pod));
        spec.put("selector", selector);
      }
      default -> spec.put("selector", selector);
    }
    return new LinkedHashMap<>(Map.of(
        "apiVersion",
        kind.endsWith("Job") ? "batch/v1" : kind.equals("ReplicationController") ? "v1" : "apps/v1",
        "kind", kind,
        "metadata", Map.of("name", Documents.name(pod), "labels", labels),
        "spec", spec));
  }
}
