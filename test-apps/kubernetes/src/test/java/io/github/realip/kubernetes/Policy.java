package io.github.realip.kubernetes;

import dev.cel.common.CelAbstractSyntaxTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy of a file, with the selectors of the binding beside it. */
final class Policy {
  private final Map<String, Object> policy;
  private final Map<String, Object> binding;
  private final Expressions expressions = new Expressions();
  private final List<CelAbstractSyntaxTree> conditions = new ArrayList<>();
  private CelAbstractSyntaxTree mutation;

  private Policy(Map<String, Object> policy, Map<String, Object> binding) throws Exception {
    this.policy = policy;
    this.binding = binding;
    for (Map<String, Object> condition : Documents.list(policy, "spec", "matchConditions")) {
      conditions.add(expressions.compile((String) condition.get("expression")));
    }
    for (Map<String, Object> variable : Documents.list(policy, "spec", "variables")) {
      expressions.define((String) variable.get("name"), (String) variable.get("expression"));
    }
    List<Map<String, Object>> mutations = Documents.list(policy, "spec", "mutations");
    if (mutations.size() > 1) {
      throw new IllegalStateException(mutations.size() + " mutations: when one fails, the others stay");
    }
    for (Map<String, Object> only : mutations) {
      String field = only.get("patchType").equals("JSONPatch") ? "jsonPatch" : "applyConfiguration";
      mutation = expressions.compile((String) Documents.at(only, field, "expression"));
    }
  }

  static Policy read(Path file) throws Exception {
    return of(Documents.read(file));
  }

  /** A policy and, behind it, its binding if it needs one. */
  static Policy of(List<Map<String, Object>> documents) throws Exception {
    return new Policy(documents.get(0), documents.size() > 1 ? documents.get(1) : Map.of());
  }

  /** What Kubernetes calls the policy's specification. */
  Map<String, Object> spec() {
    return Documents.map(policy.get("spec"));
  }

  /** Whether the mutation is for a pod in a namespace with these labels. */
  boolean isFor(Map<String, Object> object, Map<String, String> namespaceLabels) throws Exception {
    boolean selected = has(Documents.at(object, "metadata", "labels"), spec(), "matchConstraints", "objectSelector")
        && has(namespaceLabels, spec(), "matchConstraints", "namespaceSelector")
        && has(namespaceLabels, binding, "spec", "matchResources", "namespaceSelector");
    for (CelAbstractSyntaxTree condition : conditions) {
      selected = selected && (Boolean) expressions.evaluate(condition, object);
    }
    return selected;
  }

  /** What the mutation's expression gives for a pod: a list of operations or an apply configuration. */
  Object change(Map<String, Object> pod) throws Exception {
    return expressions.evaluate(mutation, pod);
  }

  /** A pod as it is after the mutation. */
  Map<String, Object> applied(Map<String, Object> pod) throws Exception {
    Object change = change(pod);
    return change instanceof List<?> operations && operations.isEmpty() ? pod : change instanceof List
        ? Kubectl.patch(pod, "json", change) : StructuredMerge.apply(pod, Documents.map(change));
  }

  /** What the validations have to say about an object. */
  List<String> messages(Map<String, Object> object) throws Exception {
    List<String> messages = new ArrayList<>();
    if (isFor(object, Map.of())) {
      for (Map<String, Object> validation : Documents.list(policy, "spec", "validations")) {
        CelAbstractSyntaxTree fine = expressions.compile((String) validation.get("expression"));
        CelAbstractSyntaxTree message = expressions.compile((String) validation.get("messageExpression"));
        if (!(Boolean) expressions.evaluate(fine, object)) {
          messages.add((String) expressions.evaluate(message, object));
        }
      }
    }
    return messages;
  }

  private static boolean has(Object labels, Object from, String... selector) {
    Object wanted = Documents.at(Documents.at(from, selector), "matchLabels");
    return wanted == null || labels != null && Documents.map(labels).entrySet()
        .containsAll(Documents.map(wanted).entrySet());
  }
}
