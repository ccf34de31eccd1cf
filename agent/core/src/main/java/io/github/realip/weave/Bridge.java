package io.github.realip.weave;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The way from woven code to the agent: one class in {@code java.lang}, the only package that every class loader of
 * every server must delegate, with static fields of JDK types. Woven code pays one static read for it. Why this form
 * and no other: {@code docs/how-it-works.md}.
 */
public final class Bridge {

  /** The internal name of the class. */
  static final String NAME = "java/lang/$RealIp";

  /** The type of its functions. */
  static final String FUNCTION = "java/util/function/BiFunction";
  private static final String KEY = "key";
  private static final String CLIENT_HEADERS = "clientHeaders";

  private Bridge() {
  }

  /**
   * Defines the class, unless an agent that was detached has left it, and fills its fields.
   *
   * @param clientHeaders the names of headers that name a client, or {@code null} if all are as they are sent
   * @throws Exception if the JVM does not let us, for one reason or another
   */
  public static void open(Instrumentation instrumentation, Map<String, ? extends BiFunction<?, ?, ?>> functions,
      Set<String> clientHeaders) throws Exception {
    Class<?> bridge = present();
    if (bridge == null) {
      bridge = define(instrumentation, classFile(functions.keySet()));
    }
    for (Map.Entry<String, ? extends BiFunction<?, ?, ?>> each : functions.entrySet()) {
      bridge.getField(each.getKey()).set(null, each.getValue());
    }
    bridge.getField(CLIENT_HEADERS).set(null, clientHeaders);
    if (bridge.getField(KEY).get(null) == null) { // what was kept before a detach stays readable
      bridge.getField(KEY).set(null, "io.github.realip." + Long.toHexString(System.nanoTime()));
    }
  }

  private static Class<?> present() {
    try {
      return Class.forName(NAME.replace('/', '.'), false, null);
    } catch (ClassNotFoundException first) {
      return null;
    }
  }

  private static byte[] classFile(Set<String> fields) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC, NAME,
        null, "java/lang/Object", null);
    for (String field : fields) {
      field(writer, field, FUNCTION);
    }
    field(writer, KEY, "java/lang/String");
    field(writer, CLIENT_HEADERS, "java/util/Set");
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void field(ClassWriter writer, String name, String type) {
    writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, name, "L" + type + ";", null,
        null).visitEnd();
  }

  private static Class<?> define(Instrumentation instrumentation, byte[] bytes) throws Exception {
    try {
      return JavaLang.define(instrumentation, bytes);
    } catch (UnsupportedClassVersionError java8) {
      return defineOnJava8(bytes);
    }
  }

  private static Class<?> defineOnJava8(byte[] bytes) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe"); // no later Java comes here, and this one prints no warning
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    return (Class<?>) type.getMethod("defineClass", String.class, byte[].class, int.class, int.class, ClassLoader.class,
        ProtectionDomain.class).invoke(instance.get(null), NAME, bytes, 0, bytes.length, null, null);
  }
}
