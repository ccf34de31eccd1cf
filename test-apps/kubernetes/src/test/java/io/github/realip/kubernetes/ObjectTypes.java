package io.github.realip.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types that a policy about pods makes its changes of: {@code Object} and what is below it, named after the path
 * of the field, and {@code JSONPatch}. They are read off the API's own types, so a field that pods do not have, or one
 * of another type, does not compile. An API server finds that out only when the policy is used.
 */
final class ObjectTypes implements CelTypeProvider {
  private static final String ROOT = "Object";
  private static final String PATCH = "JSONPatch";

  private static final Map<String, Optional<CelType>> KNOWN = new ConcurrentHashMap<>();

  private final StructType variables;

  /** The types, and the given one for the policy's own variables. */
  ObjectTypes(StructType variables) {
    this.variables = variables;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableSet.of(findType(ROOT).orElseThrow(), findType(PATCH).orElseThrow(), variables);
  }

  @Override
  public Optional<CelType> findType(String name) {
    return name.equals(variables.name()) ? Optional.of(variables) : KNOWN.computeIfAbsent(name, ObjectTypes::find);
  }

  private static Optional<CelType> find(String name) {
    if (name.equals(PATCH)) {
      return Optional.of(struct(PATCH, Map.of("op", SimpleType.STRING, "path", SimpleType.STRING,
          "from", SimpleType.STRING, "value", SimpleType.DYN)));
    }
    String[] path = name.split("\\.");
    if (!path[0].equals(ROOT)) {
      return Optional.empty();
    }
    Class<?> type = Pod.class;
    for (int i = 1; i < path.length; i++) {
      Type next = fields(type).get(path[i]);
      if (next == null || !isStruct(element(next))) {
        return Optional.empty();
      }
      type = element(next);
    }
    Map<String, CelType> fields = new LinkedHashMap<>();
    fields(type).forEach((field, fieldType) -> fields.put(field, celType(fieldType, name + "." + field)));
    return Optional.of(struct(name, fields));
  }

  private static StructType struct(String name, Map<String, CelType> fields) {
    return StructType.create(name, ImmutableSet.copyOf(fields.keySet()),
        field -> Optional.ofNullable(fields.get(field)));
  }

  private static Map<String, Type> fields(Class<?> type) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null) {
        fields.put(property.value(), field.getGenericType());
      }
    }
    return fields;
  }

  private static CelType celType(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class
          ? ListType.create(celType(last, name)) : MapType.create(SimpleType.STRING, celType(last, name));
    }
    if (type == String.class || type == Quantity.class) {
      return SimpleType.STRING;
    }
    if (type == Boolean.class) {
      return SimpleType.BOOL;
    }
    if (type == Integer.class || type == Long.class) {
      return SimpleType.INT;
    }
    return isStruct((Class<?>) type) ? struct(name, Map.of()) : SimpleType.DYN;
  }

  /** What a list or a map is of, or the type itself. */
  private static Class<?> element(Type type) {
    while (type instanceof ParameterizedType generic) {
      type = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
    }
    return (Class<?>) type;
  }

  private static boolean isStruct(Class<?> type) {
    return type.getPackageName().startsWith("io.fabric8") && type != Quantity.class && type != IntOrString.class;
  }
}
