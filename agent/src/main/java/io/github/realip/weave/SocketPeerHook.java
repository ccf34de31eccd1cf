package io.github.realip.weave;

import io.github.realip.RequestClasses;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Tomcat's forwarding components first ask the request who its peer is, to decide whether they may believe the headers
 * at all. That question must get the socket's peer; else they see a client, believe nothing, and scheme and port are no
 * longer set. So {@code request.getRemoteAddr()} becomes
 * {@code java.lang.$RealIp.peer.apply(request.getRemoteAddr(), request.getAttribute(PEER))}.
 *
 * @see SocketPeerAttributeHook
 */
final class SocketPeerHook implements Hook {

  private final String method;
  private final String request;
  private final boolean onlyFirst;

  private SocketPeerHook(String method, String request, boolean onlyFirst) {
    this.method = method;
    this.request = request;
    this.onlyFirst = onlyFirst;
  }

  /** The valve asks once, then writes the address into the same request; all later questions are about that one. */
  static SocketPeerHook inValve() {
    return new SocketPeerHook("invoke", RequestClasses.TOMCAT_REQUEST, true);
  }

  /** The filter asks the request that it was given; its answer it writes into a wrapper, which is another type. */
  static SocketPeerHook inFilter() {
    return new SocketPeerHook("doFilter", "/servlet/http/HttpServletRequest", false);
  }

  @Override
  public boolean fits(MethodShape shape) {
    return shape.name.equals(method);
  }

  @Override
  public MethodVisitor weave(MethodShape shape, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      private boolean asked;

      @Override
      public void visitMethodInsn(int opcode, String to, String called, String descriptor, boolean isInterface) {
        boolean isQuestion = called.equals("getRemoteAddr") && to.endsWith(request) && !(asked && onlyFirst);
        if (isQuestion) {
          asked = true;
          super.visitInsn(Opcodes.DUP);
        }
        super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
        if (isQuestion) { // request, address -> address, peer
          super.visitInsn(Opcodes.SWAP);
          super.visitLdcInsn(SocketPeerAttributeHook.NAME);
          super.visitMethodInsn(opcode, to, "getAttribute", "(Ljava/lang/String;)Ljava/lang/Object;", isInterface);
          Bridge.loadBelowTwo(mv, Bridge.PEER);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        }
      }
    };
  }
}
