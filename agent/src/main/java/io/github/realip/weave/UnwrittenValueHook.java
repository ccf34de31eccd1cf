package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Like {@link MutedWriteHook} where there is no setter to mute: in {@code method}, what {@code factory} makes becomes
 * {@code own(made, null)}.
 */
final class UnwrittenValueHook implements Hook {

  private final String method;
  private final String owner;
  private final String factory;

  UnwrittenValueHook(String method, String owner, String factory) {
    this.method = method;
    this.owner = owner;
    this.factory = factory;
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
        super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
        if (to.equals(owner) && called.equals(factory)) {
          super.visitInsn(Opcodes.ACONST_NULL);
          Bridge.loadBelowTwo(mv, Bridge.OWN);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, Type.getReturnType(descriptor).getInternalName());
        }
      }
    };
  }
}
