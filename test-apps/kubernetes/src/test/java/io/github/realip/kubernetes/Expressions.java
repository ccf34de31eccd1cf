package io.github.realip.kubernetes;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions of one policy, in the order in which they are read: a variable is known to those after it. The
 * language is that of an API server since 1.29: CEL with optional values, {@code join}, {@code find} and the
 * {@code indexOf} of lists.
 */
final class Expressions {
  private static final String VARIABLES = "variables";
  /** One whose pods the policies are for. */
  private static final Map<String, Object> NAMESPACE =
      Map.of("metadata", Map.of("name", "shop", "labels", Map.of("realip.github.io/inject", "true")));
  private static final CelOptions OPTIONS = CelOptions.current()
      .enableHeterogeneousNumericComparisons(true)
      .enableHomogeneousLiterals(true)
      .build();

  private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
      .setOptions(OPTIONS)
      .addLibraries(CelExtensions.optional(), CelExtensions.strings(CelStringExtensions.Function.JOIN))
      .addFunctionBindings(CelFunctionBinding.fromOverloads("indexOf",
          CelFunctionBinding.from("list_index_of", List.class, Object.class, (list, element) ->
              (long) list.indexOf(element))))
      .addFunctionBindings(CelFunctionBinding.fromOverloads("find",
          CelFunctionBinding.from("string_find_string", String.class, String.class, Expressions::find)))
      .setValueProvider((type, fields) -> Optional.of(new LinkedHashMap<>(fields)))
      .build();

  private final Map<String, CelType> variableTypes = new LinkedHashMap<>();
  private final Map<String, CelAbstractSyntaxTree> variables = new LinkedHashMap<>();

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  /** Adds a variable. */
  void define(String name, String expression) throws CelValidationException {
    CelAbstractSyntaxTree tree = compile(expression);
    variables.put(name, tree);
    variableTypes.put(name, tree.getResultType());
  }

  /** Compiles an expression that may name the variables defined so far. */
  CelAbstractSyntaxTree compile(String expression) throws CelValidationException {
    StructType known = StructType.create("Variables", ImmutableSet.copyOf(variableTypes.keySet()),
        name -> Optional.ofNullable(variableTypes.get(name)));
    CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addLibraries(CelExtensions.optional(), CelExtensions.strings(CelStringExtensions.Function.JOIN))
        .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration("indexOf",
            CelOverloadDecl.newMemberOverload("list_index_of", SimpleType.INT,
                ListType.create(TypeParamType.create("T")), TypeParamType.create("T"))))
        .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration("find",
            CelOverloadDecl.newMemberOverload("string_find_string", SimpleType.STRING, SimpleType.STRING,
                SimpleType.STRING)))
        .setTypeProvider(new ObjectTypes(known))
        .addVar("object", SimpleType.DYN)
        .addVar("request", SimpleType.DYN)
        .addVar("namespaceObject", SimpleType.DYN)
        .addVar(VARIABLES, known)
        .build();
    return compiler.compile(expression).getAst();
  }

  /** Evaluates an expression, and the variables before it, for an object that is being created. */
  Object evaluate(CelAbstractSyntaxTree expression, Map<String, Object> object) throws CelEvaluationException {
    Map<String, Object> values = new HashMap<>();
    Map<String, Object> names = Map.of(
        "object", longs(object),
        "request", Map.of("kind", Map.of("kind", object.get("kind"))),
        "namespaceObject", NAMESPACE,
        VARIABLES, values);
    for (Map.Entry<String, CelAbstractSyntaxTree> variable : variables.entrySet()) {
      values.put(variable.getKey(), RUNTIME.createProgram(variable.getValue()).eval(names));
    }
    return RUNTIME.createProgram(expression).eval(names);
  }

  /** The same with CEL's integers. */
  private static Object longs(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      map.forEach((key, element) -> result.put(key, longs(element)));
      return result;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Expressions::longs).toList();
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }
}
