package io.github.realip.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an API server checks before it takes an object: its fields and their types, and the rules that an injection
 * could break.
 */
final class Api {
  private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
          ConfigMap.class, Namespace.class, Pod.class, Service.class,
          Deployment.class, StatefulSet.class, DaemonSet.class, Job.class, CronJob.class,
          MutatingAdmissionPolicy.class, MutatingAdmissionPolicyBinding.class,
          ValidatingAdmissionPolicy.class, ValidatingAdmissionPolicyBinding.class)
      .collect(Collectors.toMap(type -> HasMetadata.getApiVersion(type) + "/" + HasMetadata.getKind(type),
          Function.identity()));

  private static final JsonMapper STRICT = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .annotationIntrospector(new JacksonAnnotationIntrospector() {
        private static final long serialVersionUID = 1L;

        /** The types keep what they do not know for later; here it is to fail. */
        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
          return false;
        }
      })
      .build();

  private Api() {
  }

  /** Fails with a message that says what is wrong with the object. */
  static void accept(Map<String, Object> object) {
    Class<? extends HasMetadata> type = KINDS.get(object.get("apiVersion") + "/" + object.get("kind"));
    if (type == null) {
      throw new IllegalArgumentException("no such kind: " + object.get("apiVersion") + "/" + object.get("kind"));
    }
    STRICT.convertValue(object, type);
    if (Set.of("Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob").contains(type.getSimpleName())) {
      Map<String, Object> pod = Documents.pod(object);
      unique("volumes", "name", pod, "spec", "volumes");
      unique("containers", "name", pod, "spec", "containers");
      unique("initContainers", "name", pod, "spec", "initContainers");
      Stream.concat(Documents.list(pod, "spec", "initContainers").stream(), Documents.containers(object).stream())
          .forEach(container -> accept(container, pod));
    }
  }

  private static void accept(Map<String, Object> container, Map<String, Object> pod) {
    String where = "container " + container.get("name");
    if (container.get("image") == null) {
      throw new IllegalArgumentException(where + ": image is required");
    }
    unique(where + ": volumeMounts", "mountPath", container, "volumeMounts");
    Set<Object> volumes = Documents.list(pod, "spec", "volumes").stream()
        .map(volume -> volume.get("name")).collect(Collectors.toSet());
    for (Map<String, Object> mount : Documents.list(container, "volumeMounts")) {
      if (!volumes.contains(mount.get("name"))) {
        throw new IllegalArgumentException(where + ": volumeMounts: no volume " + mount.get("name"));
      }
    }
    for (Map<String, Object> variable : Documents.list(container, "env")) {
      if (variable.get("valueFrom") != null && variable.get("value") != null) {
        throw new IllegalArgumentException(where + ": env " + variable.get("name")
            + ": valueFrom may not be specified when value is not empty");
      }
    }
  }

  private static void unique(String what, String key, Object object, String... names) {
    Set<Object> seen = new HashSet<>();
    List<Map<String, Object>> elements = Documents.list(object, names);
    for (Map<String, Object> element : elements) {
      if (!seen.add(element.get(key))) {
        throw new IllegalArgumentException(what + ": " + key + " " + element.get(key) + " must be unique");
      }
    }
  }
}
