package io.github.realip.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">restricted Pod Security
 * Standard</a>, for Linux pods.
 */
final class Restricted {
  private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image",
      "persistentVolumeClaim", "projected", "secret");

  private final List<String> violations = new ArrayList<>();

  private Restricted() {
  }

  /** What the standard has against a pod or a pod's template. */
  static List<String> violations(Map<String, Object> pod) {
    Restricted restricted = new Restricted();
    restricted.checkPod(Documents.map(pod.get("spec")));
    return restricted.violations;
  }

  private void checkPod(Map<String, Object> spec) {
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      check(!Boolean.TRUE.equals(spec.get(shared)), shared);
    }
    for (Map<String, Object> volume : Documents.list(spec, "volumes")) {
      check(volume.keySet().stream().allMatch(field -> field.equals("name") || VOLUMES.contains(field)),
          "volume " + volume);
    }
    Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(list -> Documents.list(spec, list).stream())
        .forEach(container -> checkContainer(container, Documents.map(spec.get("securityContext"))));
  }

  private void checkContainer(Map<String, Object> container, Map<String, Object> ofPod) {
    String name = "container " + container.get("name") + ": ";
    Map<String, Object> own = Documents.map(container.get("securityContext"));
    check(!Boolean.TRUE.equals(Documents.at(own, "privileged")), name + "privileged");
    check(Boolean.FALSE.equals(Documents.at(own, "allowPrivilegeEscalation")), name + "allowPrivilegeEscalation");
    check(Boolean.TRUE.equals(either(own, ofPod, "runAsNonRoot")), name + "runAsNonRoot");
    check(!Objects.equals(0, either(own, ofPod, "runAsUser")), name + "runAsUser");
    Object seccomp = Documents.at(either(own, ofPod, "seccompProfile"), "type");
    check(Set.of("RuntimeDefault", "Localhost").contains(String.valueOf(seccomp)), name + "seccompProfile");
    Object dropped = Documents.at(own, "capabilities", "drop");
    check(dropped != null && ((List<?>) dropped).contains("ALL"), name + "capabilities.drop");
    Object added = Documents.at(own, "capabilities", "add");
    check(added == null || Set.of("NET_BIND_SERVICE").containsAll((List<?>) added), name + "capabilities.add");
    check(Documents.list(container, "ports").stream().allMatch(port ->
        port.get("hostPort") == null || port.get("hostPort").equals(0)), name + "hostPort");
    Object procMount = Documents.at(own, "procMount");
    check(procMount == null || procMount.equals("Default"), name + "procMount");
  }

  private static Object either(Map<String, Object> own, Map<String, Object> ofPod, String field) {
    Object value = Documents.at(own, field);
    return value != null ? value : Documents.at(ofPod, field);
  }

  private void check(boolean fine, String what) {
    if (!fine) {
      violations.add(what);
    }
  }
}
