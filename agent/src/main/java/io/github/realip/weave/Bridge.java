package io.github.realip.weave;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The way from woven code to the agent: one class in {@code java.lang}, the only package that every class loader of
 * every server must delegate, with static fields of a JDK type. Woven code pays one static read for it. Why this form
 * and no other: {@code docs/how-it-works.md}.
 */
final class Bridge {

  /** The type of every field. */
  static final String FUNCTION = "java/util/function/BiFunction";
  /** {@code (peer, null)} or {@code (peer, header lines)} to the client's address or to the next step. */
  static final String CLIENT = "client";
  /** {@code (written, own)} to {@code own} while the agent is at work, else {@code written}. */
  static final String OWN = "own";
  /** {@code (address, peer)} to the socket's peer while the agent is at work, if it is known. */
  static final String PEER = "peer";
  /** {@code (host, address)} to the remote host's text. */
  static final String HOST = "host";
  /** {@code (InetAddress, null)} to the address's text. */
  static final String TEXT = "text";

  private static final String NAME = "java/lang/$RealIp";

  private Bridge() {
  }

  /**
   * Defines the class, unless an agent that was detached has left it, and fills its fields.
   *
   * @throws Exception if the JVM does not let us, for one reason or another
   */
  static void open(Instrumentation instrumentation, Map<String, ? extends BiFunction<?, ?, ?>> functions)
      throws Exception {
    Class<?> bridge = present();
    if (bridge == null) {
      bridge = define(instrumentation, classFile(functions.keySet()));
    }
    for (Map.Entry<String, ? extends BiFunction<?, ?, ?>> each : functions.entrySet()) {
      bridge.getField(each.getKey()).set(null, each.getValue());
    }
  }

  /** Writes: {@code java.lang.$RealIp.FIELD}. */
  static void load(MethodVisitor code, String field) {
    code.visitFieldInsn(Opcodes.GETSTATIC, NAME, field, "L" + FUNCTION + ";");
  }

  /** The same, but below the two values on top of the stack, which become its arguments. */
  static void loadBelowTwo(MethodVisitor code, String field) {
    load(code, field);
    code.visitInsn(Opcodes.DUP_X2);
    code.visitInsn(Opcodes.POP);
  }

  /** Writes: {@code .apply(first, second)}. */
  static void apply(MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, FUNCTION, "apply",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", true);
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
      writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, field, "L" + FUNCTION + ";",
          null, null).visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Class<?> define(Instrumentation instrumentation, byte[] bytes) throws Exception {
    return isJava8() ? defineOnJava8(bytes) : JavaLang.define(instrumentation, bytes);
  }

  private static boolean isJava8() {
    try {
      Class.forName("java.lang.Module");
      return false;
    } catch (ClassNotFoundException java8) {
      return true;
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
