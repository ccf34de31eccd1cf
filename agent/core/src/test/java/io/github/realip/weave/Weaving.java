package io.github.realip.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.realip.woven.RealIp;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;

/** Weaves classes of tests with templates of tests, and loads what comes out, which the JVM then verifies. */
final class Weaving {

  /** What is behind the bridge. */
  static final Map<String, Function> BRIDGE = new HashMap<>();

  static {
    for (var field : RealIp.class.getFields()) {
      if (field.getType() == BiFunction.class) {
        BRIDGE.put(field.getName(), new Function());
      }
    }
    open();
  }

  private Weaving() {
  }

  static byte[] bytes(Class<?> type) {
    return classFile(name(type));
  }

  /** Puts the functions of tests behind the bridge, where those of an agent may be. */
  static void open() {
    try {
      Bridge.open(ByteBuddyAgent.install(), BRIDGE, null);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** A template of the product, by its name in the folder {@code woven}. */
  static byte[] shipped(String template) {
    return classFile("io/github/realip/woven/" + template);
  }

  /** The names of all templates of the product: its abstract classes and interfaces but for the stubs. */
  static Set<String> shippedTemplates() {
    try {
      Path root = Path.of(RealIp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (FileSystem jar = Files.isDirectory(root) ? null : FileSystems.newFileSystem(root)) {
        Path woven = (jar == null ? root : jar.getPath("/")).resolve("io/github/realip/woven");
        try (Stream<Path> files = Files.walk(woven)) {
          return files.map(file -> woven.relativize(file).toString())
              .filter(name -> name.matches("\\w+/\\w+\\.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .filter(name -> (new ClassReader(shipped(name)).getAccess() & Opcodes.ACC_ABSTRACT) != 0)
              .collect(Collectors.toCollection(TreeSet::new));
        }
      }
    } catch (IOException | URISyntaxException failure) {
      throw new AssertionError(failure);
    }
  }

  private static byte[] classFile(String name) {
    try (InputStream in = Weaving.class.getResourceAsStream('/' + name + ".class")) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The name under which the bridge has heads kept. */
  static String key() throws ReflectiveOperationException {
    return (String) Class.forName("java.lang.$RealIp").getField("key").get(null);
  }

  /** Reads a template for a target. */
  static Template template(Class<?> template, Class<?> target) {
    String parent = target.getSuperclass() == null ? "java/lang/Object" : name(target.getSuperclass());
    return new Template(bytes(template), name(target), parent, "javax");
  }

  /** Why a template does not fit, or {@code null}. */
  static String misfit(Class<?> target, Class<?> template, boolean optional) {
    Template read = template(template, target);
    return target(bytes(target), List.of(read)).misfit(read, optional);
  }

  /** Weaves a class and loads it. */
  static Class<?> woven(Class<?> target, Class<?>... templates) {
    return define(weave(target, templates));
  }

  static byte[] weave(Class<?> target, Class<?>... templates) {
    List<Template> all = new ArrayList<>();
    for (Class<?> each : templates) {
      all.add(template(each, target));
    }
    return weave(bytes(target), all);
  }

  static byte[] weave(byte[] type, List<Template> templates) {
    Target target = target(type, templates);
    for (Template template : templates) {
      String misfit = target.misfit(template, false);
      if (misfit != null) {
        throw new AssertionError(misfit);
      }
    }
    return target.weave(templates);
  }

  private static Target target(byte[] type, List<Template> templates) {
    Set<String> names = new HashSet<>();
    for (Template each : templates) {
      names.addAll(each.targetMethods());
    }
    return new Target(new ClassReader(type), new ClassFiles(Weaving.class.getClassLoader()), names);
  }

  static Class<?> define(byte[] bytes) {
    return new ClassLoader(Weaving.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(null, bytes, 0, bytes.length);
      }
    }.define();
  }

  /** Calls the one method of this name on a new object, or of the class if it is static. */
  static Object call(Class<?> type, String method, Object... arguments) throws Exception {
    return call(type.isInterface() ? null : type.getDeclaredConstructor().newInstance(), type, method, arguments);
  }

  static Object call(Object object, Class<?> type, String method, Object... arguments) throws Exception {
    for (var each : type.getMethods()) {
      if (each.getName().equals(method)) {
        return each.invoke(object, arguments);
      }
    }
    throw new AssertionError("no method " + method);
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** A function whose behaviour each test sets. */
  static final class Function implements BiFunction<Object, Object, Object> {
    BiFunction<Object, Object, Object> behaviour;

    @Override
    public Object apply(Object first, Object second) {
      return behaviour.apply(first, second);
    }
  }
}
