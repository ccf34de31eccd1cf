package io.github.realip.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A forwarding component's request wrapper leaves a question to the request that it wraps. As Java, before the
 * method's own code:
 *
 * <pre>{@code
 * if (java.lang.$RealIp.own.apply(null, this) != null) {   // while the agent is at work
 *   return super.getRemoteAddr();
 * }
 * }</pre>
 */
final class WrapperHook implements Hook {

  private final String name;
  private final String descriptor;

  WrapperHook(String name, String descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  @Override
  public boolean fits(MethodShape method) {
    return method.is(name, descriptor);
  }

  @Override
  public MethodVisitor weave(final MethodShape method, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        Label itself = new Label();
        Bridge.load(mv, Bridge.OWN);
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        Bridge.apply(mv);
        super.visitJumpInsn(Opcodes.IFNULL, itself);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(Opcodes.INVOKESPECIAL, method.parent, name, descriptor, false);
        super.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        super.visitLabel(itself);
        if (method.hasFrames()) {
          super.visitFrame(Opcodes.F_NEW, 1, new Object[] {method.owner}, 0, null);
        }
      }
    };
  }
}
