package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Tomcat's RemoteIpValve first asks the request who its peer is, to decide whether it may believe the headers at all.
 * That one question, the first of {@code invoke}, must get the socket's peer; else the valve sees a client, believes
 * nothing, and scheme and port are no longer set. All that it asks later gets the client as everybody does.
 */
final class SocketPeerHook implements Hook {

  private static final String REQUEST = io.github.realip.RequestClasses.TOMCAT_REQUEST;

  @Override
  public boolean fits(MethodShape method) {
    return method.name.equals("invoke");
  }

  @Override
  public MethodVisitor weave(MethodShape method, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      private boolean asked;

      @Override
      public void visitMethodInsn(int opcode, String to, String called, String descriptor, boolean isInterface) {
        boolean first = !asked && to.equals(REQUEST) && called.equals("getRemoteAddr");
        if (first) {
          asked = true;
          super.visitInsn(Opcodes.DUP);
        }
        super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
        if (first) { // request, address -> address, peer
          super.visitInsn(Opcodes.SWAP);
          super.visitMethodInsn(opcode, REQUEST, "getCoyoteRequest", "()Lorg/apache/coyote/Request;", false);
          super.visitMethodInsn(opcode, "org/apache/coyote/Request", "remoteAddr",
              "()Lorg/apache/tomcat/util/buf/MessageBytes;", false);
          super.visitMethodInsn(opcode, "org/apache/tomcat/util/buf/MessageBytes", "toString",
              "()Ljava/lang/String;", false);
          Bridge.loadBelowTwo(mv, Bridge.OWN);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        }
      }
    };
  }
}
