package io.github.realip.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Lets {@link SocketPeerHook} ask for the socket's peer through Tomcat's facade and any wrapper: the connector's
 * request answers it as an attribute that is in no list. One comparison of two references for all other names.
 */
final class SocketPeerAttributeHook implements Hook {

  /** The attribute's name; as a constant it is the same String object in every class. */
  static final String NAME = "io.github.realip.peer";

  @Override
  public boolean fits(MethodShape method) {
    return method.is("getAttribute", "(Ljava/lang/String;)Ljava/lang/Object;");
  }

  @Override
  public MethodVisitor weave(final MethodShape method, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        Label other = new Label();
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitLdcInsn(NAME);
        super.visitJumpInsn(Opcodes.IF_ACMPNE, other);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, method.owner, "getCoyoteRequest",
            "()Lorg/apache/coyote/Request;", false);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "org/apache/coyote/Request", "remoteAddr",
            "()Lorg/apache/tomcat/util/buf/MessageBytes;", false);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "org/apache/tomcat/util/buf/MessageBytes", "toString",
            "()Ljava/lang/String;", false);
        super.visitInsn(Opcodes.ARETURN);
        super.visitLabel(other);
        if (method.hasFrames()) {
          super.visitFrame(Opcodes.F_NEW, 2, new Object[] {method.owner, "java/lang/String"}, 0, null);
        }
      }
    };
  }
}
