package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * How woven code reads the lines of a header, in the words of the class it stands in. Every form takes the object in
 * slot 0 and leaves a JDK collection, or {@code null} where there is no such header.
 */
enum HeaderSource {

  /** {@code this.getHeaders(name)}, the servlet API: an {@code Enumeration}. */
  SERVLET {
    @Override
    void lines(MethodVisitor code, MethodShape method, Runnable name) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      name.run();
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, method.owner, "getHeaders",
          "(Ljava/lang/String;)Ljava/util/Enumeration;", false);
    }
  },

  /** {@code request.getHeaders().getValues(name)}, Jetty 12's core: an {@code Enumeration}. */
  JETTY_CORE {
    @Override
    void lines(MethodVisitor code, MethodShape method, Runnable name) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "org/eclipse/jetty/server/Request", "getHeaders",
          "()Lorg/eclipse/jetty/http/HttpFields;", true);
      name.run();
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "org/eclipse/jetty/http/HttpFields", "getValues",
          "(Ljava/lang/String;)Ljava/util/Enumeration;", true);
    }
  },

  /**
   * {@code this.getRequestHeaders().get(name)}, Undertow's exchange, and {@code this.getRequestHeaders(name)}, that of
   * its fork in Quarkus, which has the same name: a {@code List}.
   */
  UNDERTOW {
    private static final String GETTER = "getRequestHeaders";
    private static final String OF_FORK = "(Ljava/lang/String;)Ljava/util/List;";

    @Override
    void lines(MethodVisitor code, MethodShape method, Runnable name) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      if (method.siblings.contains(GETTER + OF_FORK)) {
        name.run();
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, method.owner, GETTER, OF_FORK, false);
        return;
      }
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, method.owner, GETTER,
          "()Lio/undertow/util/HeaderMap;", false);
      name.run();
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "io/undertow/util/HeaderMap", "get",
          "(Ljava/lang/String;)Lio/undertow/util/HeaderValues;", false);
    }
  };

  /**
   * Writes the call.
   *
   * @param name writes what puts the header's name on the stack
   */
  abstract void lines(MethodVisitor code, MethodShape method, Runnable name);
}
