package io.github.realip.weave;

import java.util.Arrays;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The types in a method's slots at one place of its code, as a stack map frame (JVMS 4.7.4) has them. */
final class Slots {

  private Object[] types = new Object[16];
  private int used;

  /** States the type of a slot; two of a {@code long} or {@code double} count as one. */
  void put(int slot, Object type) {
    int next = slot + size(type);
    if (next > types.length) {
      types = Arrays.copyOf(types, 2 * next);
    }
    types[slot] = type;
    used = Math.max(used, next);
  }

  /** Writes the frame. */
  void frame(MethodVisitor code, int stackCount, Object[] stack) {
    Object[] locals = new Object[used];
    int count = 0;
    for (int slot = 0; slot < used; slot += size(locals[count - 1])) {
      locals[count++] = types[slot] == null ? Opcodes.TOP : types[slot];
    }
    code.visitFrame(Opcodes.F_NEW, count, locals, stackCount, stack);
  }

  /** The number of slots that a frame's type takes. */
  static int size(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
  }

  /** A type in the form that frames have. */
  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
      case Type.BYTE:
      case Type.CHAR:
      case Type.SHORT:
      case Type.INT:
        return Opcodes.INTEGER;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      default:
        return type.getInternalName();
    }
  }
}
