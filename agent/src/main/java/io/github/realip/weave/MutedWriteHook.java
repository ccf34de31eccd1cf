package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A container's own forwarding component may do all its work but write the address: the value it writes is replaced
 * with the one that the request has, {@code java.lang.$RealIp.own.apply(written, current)}. While the agent is switched
 * off, {@code own} gives the written one.
 */
final class MutedWriteHook implements Hook {

  private final String method;
  private final String owner;
  private final String setter;
  private final String getter;

  private MutedWriteHook(String method, String owner, String setter, String getter) {
    this.method = method;
    this.owner = owner;
    this.setter = setter;
    this.getter = getter;
  }

  /** In {@code method}: {@code owner.setter(x)} becomes {@code owner.setter(own(x, owner.getter()))}. */
  static MutedWriteHook setter(String method, String owner, String setter, String getter) {
    return new MutedWriteHook(method, owner, setter, getter);
  }

  /** In {@code method}: {@code owner.setter(x)} becomes {@code owner.setter(own(x, null))}: unset, the peer counts. */
  static MutedWriteHook setterToNull(String method, String owner, String setter) {
    return new MutedWriteHook(method, owner, setter, null);
  }

  @Override
  public boolean fits(MethodShape shape) {
    return shape.name.equals(method);
  }

  @Override
  public MethodVisitor weave(MethodShape shape, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(int opcode, String to, String called, String descriptor, boolean isInterface) {
        if (to.equals(owner) && called.equals(setter)) {
          Type written = Type.getArgumentTypes(descriptor)[0];
          if (getter == null) {
            super.visitInsn(Opcodes.ACONST_NULL);
          } else { // owner, written -> owner, written, current
            super.visitInsn(Opcodes.DUP2);
            super.visitInsn(Opcodes.POP);
            super.visitMethodInsn(opcode, owner, getter, "()" + written.getDescriptor(), isInterface);
          }
          Bridge.loadBelowTwo(mv, Bridge.OWN);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, written.getInternalName());
        }
        super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
      }
    };
  }
}
