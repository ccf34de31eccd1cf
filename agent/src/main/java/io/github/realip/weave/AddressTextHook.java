package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Undertow keeps an {@code InetAddress} and prints it with {@code getHostAddress()}, which knows one form of IPv6 only.
 * In {@code method} that call becomes {@code java.lang.$RealIp.text.apply(address, null)}, which prints the agent's
 * addresses in the configured form and all others as before.
 */
final class AddressTextHook implements Hook {

  private final String method;

  AddressTextHook(String method) {
    this.method = method;
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
        if (to.equals("java/net/InetAddress") && called.equals("getHostAddress")) {
          super.visitInsn(Opcodes.ACONST_NULL);
          Bridge.loadBelowTwo(mv, Bridge.TEXT);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        } else {
          super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
        }
      }
    };
  }
}
