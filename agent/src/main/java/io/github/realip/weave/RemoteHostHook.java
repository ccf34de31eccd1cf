package io.github.realip.weave;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code getRemoteHost()} must not go on naming the proxy, or an allow list that accepts host <em>or</em> address lets
 * everybody in. As Java: {@code return java.lang.$RealIp.host.apply(host, getRemoteAddr())}.
 */
final class RemoteHostHook extends AnswerHook {

  RemoteHostHook() {
    super("getRemoteHost", "()Ljava/lang/String;");
  }

  @Override
  void answer(Epilogue code, int host) {
    Bridge.load(code, Bridge.HOST);
    code.visitVarInsn(Opcodes.ALOAD, host);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, code.method.owner, "getRemoteAddr", "()Ljava/lang/String;", false);
    Bridge.apply(code);
    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
  }
}
