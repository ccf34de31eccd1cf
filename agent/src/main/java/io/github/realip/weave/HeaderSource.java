package io.github.realip.weave;

import io.github.realip.RequestClasses;

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
  },

  /** {@code this.getRequest().getHeaders(name)}, Liberty's dispatcher: a {@code List}. */
  LIBERTY {
    @Override
    void lines(MethodVisitor code, MethodShape method, Runnable name) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      libertyLines(code, name);
    }
  },

  /**
   * {@code response.getServiceContext().getLink().getApplicationCallback().getRequest().getHeaders(name)}, Liberty's
   * access log, which comes so to the dispatcher: a {@code List}.
   */
  LIBERTY_LOG {
    @Override
    void lines(MethodVisitor code, MethodShape method, Runnable name) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "com/ibm/wsspi/http/channel/HttpResponseMessage",
          "getServiceContext", "()Lcom/ibm/wsspi/http/channel/HttpServiceContext;", true);
      code.visitTypeInsn(Opcodes.CHECKCAST, LIBERTY_CONTEXT);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LIBERTY_CONTEXT, "getLink",
          "()Lcom/ibm/ws/http/channel/internal/inbound/HttpInboundLink;", false);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "com/ibm/ws/http/channel/internal/inbound/HttpInboundLink",
          "getApplicationCallback", "()Lcom/ibm/wsspi/channelfw/ConnectionReadyCallback;", false);
      code.visitTypeInsn(Opcodes.CHECKCAST, RequestClasses.LIBERTY_LINK);
      libertyLines(code, name);
    }
  };

  private static final String LIBERTY_CONTEXT =
      "com/ibm/ws/http/channel/internal/inbound/HttpInboundServiceContextImpl";

  /**
   * Writes the call.
   *
   * @param name writes what puts the header's name on the stack
   */
  abstract void lines(MethodVisitor code, MethodShape method, Runnable name);

  private static void libertyLines(MethodVisitor code, Runnable name) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, RequestClasses.LIBERTY_LINK, "getRequest",
        "()Lcom/ibm/wsspi/http/HttpRequest;", false);
    name.run();
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "com/ibm/wsspi/http/HttpRequest", "getHeaders",
        "(Ljava/lang/String;)Ljava/util/List;", true);
  }
}
