package io.github.realip.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The method answers the socket peer; now it answers the client. As Java, with {@code peer} for the container's value:
 *
 * <pre>{@code
 * Object answer = java.lang.$RealIp.client.apply(peer, null);
 * while (answer != null && !(answer instanceof String)) { // "read me the header that I am named after"
 *   answer = ((BiFunction) answer).apply(peer, getHeaders(answer.toString()));
 * }
 * return (String) answer;
 * }</pre>
 *
 * <p>To ask whether it is a class takes the JVM one comparison; whether it is a {@code BiFunction}, a search.
 */
final class ClientAddressHook extends AnswerHook {

  private final HeaderSource headers;
  private final String keptIn;

  private ClientAddressHook(String name, String descriptor, HeaderSource headers, String keptIn) {
    super(name, descriptor);
    this.headers = headers;
    this.keptIn = keptIn;
  }

  /** A hook on this method, whose request's headers are read so. */
  static ClientAddressHook on(String name, String descriptor, HeaderSource headers) {
    return new ClientAddressHook(name, descriptor, headers, null);
  }

  /**
   * The answer goes into the container's own field, where the container keeps the peer for the length of a request.
   * So a request is resolved once, from headers that no valve has touched yet, and the container itself forgets it.
   */
  static ClientAddressHook keptIn(String field, String name, String descriptor, HeaderSource headers) {
    return new ClientAddressHook(name, descriptor, headers, field);
  }

  @Override
  void prologue(MethodVisitor code, MethodShape method) {
    if (keptIn == null) {
      return;
    }
    String type = Type.getReturnType(method.descriptor).getDescriptor();
    Label unknown = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, method.owner, keptIn, type);
    code.visitInsn(Opcodes.DUP);
    code.visitJumpInsn(Opcodes.IFNULL, unknown);
    code.visitInsn(Opcodes.ARETURN);
    code.visitLabel(unknown);
    if (method.hasFrames()) {
      code.visitFrame(Opcodes.F_NEW, 1, new Object[] {method.owner}, 1,
          new Object[] {Type.getReturnType(method.descriptor).getInternalName()});
    }
    code.visitInsn(Opcodes.POP);
  }

  @Override
  void answer(final Epilogue code, int peer) {
    final int answer = peer + 1;
    Type type = Type.getReturnType(code.method.descriptor);
    Label next = new Label();
    Label done = new Label();

    Bridge.load(code, Bridge.CLIENT);
    code.visitVarInsn(Opcodes.ALOAD, peer);
    code.visitInsn(Opcodes.ACONST_NULL);
    Bridge.apply(code);
    code.visitVarInsn(Opcodes.ASTORE, answer);

    code.visitLabel(next);
    code.frame("java/lang/Object");
    code.visitVarInsn(Opcodes.ALOAD, answer);
    code.visitJumpInsn(Opcodes.IFNULL, done);
    code.visitVarInsn(Opcodes.ALOAD, answer);
    code.visitTypeInsn(Opcodes.INSTANCEOF, type.getInternalName());
    code.visitJumpInsn(Opcodes.IFNE, done);
    code.visitVarInsn(Opcodes.ALOAD, answer);
    code.visitTypeInsn(Opcodes.CHECKCAST, Bridge.FUNCTION);
    code.visitVarInsn(Opcodes.ALOAD, peer);
    headers.lines(code, code.method, new Runnable() {
      @Override
      public void run() {
        code.visitVarInsn(Opcodes.ALOAD, answer);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
      }
    });
    Bridge.apply(code);
    code.visitVarInsn(Opcodes.ASTORE, answer);
    code.visitJumpInsn(Opcodes.GOTO, next);

    code.visitLabel(done);
    code.frame("java/lang/Object");
    if (keptIn != null) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, answer);
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
      code.visitFieldInsn(Opcodes.PUTFIELD, code.method.owner, keptIn, type.getDescriptor());
    }
    code.visitVarInsn(Opcodes.ALOAD, answer);
    code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
  }
}
