package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Quarkus's forwarding wraps the request before the exchange sees it, but the connection still has its peer: in
 * {@code getSourceAddress()}, {@code request.remoteAddress()} becomes
 * {@code java.lang.$RealIp.peer.apply(request.remoteAddress(), request.connection().remoteAddress())}.
 */
final class VertxPeerHook implements Hook {

  private static final String REQUEST = "io/vertx/core/http/HttpServerRequest";
  private static final String CONNECTION = "io/vertx/core/http/HttpConnection";
  private static final String ADDRESS = "io/vertx/core/net/SocketAddress";

  @Override
  public boolean fits(MethodShape method) {
    return method.name.equals("getSourceAddress");
  }

  @Override
  public MethodVisitor weave(MethodShape method, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(int opcode, String to, String called, String descriptor, boolean isInterface) {
        boolean isQuestion = to.equals(REQUEST) && called.equals("remoteAddress");
        if (isQuestion) {
          super.visitInsn(Opcodes.DUP);
        }
        super.visitMethodInsn(opcode, to, called, descriptor, isInterface);
        if (isQuestion) { // request, address -> address, peer
          super.visitInsn(Opcodes.SWAP);
          super.visitMethodInsn(Opcodes.INVOKEINTERFACE, REQUEST, "connection", "()L" + CONNECTION + ";", true);
          super.visitMethodInsn(Opcodes.INVOKEINTERFACE, CONNECTION, "remoteAddress", "()L" + ADDRESS + ";", true);
          Bridge.loadBelowTwo(mv, Bridge.PEER);
          Bridge.apply(mv);
          super.visitTypeInsn(Opcodes.CHECKCAST, ADDRESS);
        }
      }
    };
  }
}
