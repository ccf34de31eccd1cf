package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.realip.runtime.Weaver;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when request classes come: where addresses are rewritten, and nothing where they are not. */
class StartLineTest {

  private static final String REQUEST = "org/apache/catalina/connector/Request";
  private static final String TEXT = "()Ljava/lang/String;";
  private static final String COYOTE = "()Lorg/apache/coyote/Request;";

  @RegisterExtension
  final CapturedLog log = new CapturedLog();

  @Test
  void theFirstClassThatAnswersIsNamedWithItsContainer() throws Exception {
    Weaver weaver = weaver("10.0.0.1");
    assertEquals("", log.take());
    assertNotNull(weave(weaver, "org/apache/coyote/http11/Http11InputBuffer",
        type("org/apache/coyote/http11/Http11InputBuffer", "parseHeaders", "()Z")));
    assertEquals("", log.take(), "reads heads, answers nobody");
    for (int i = 0; i < 2; i++) {
      assertNotNull(weave(weaver, REQUEST, request()));
      assertEquals(i > 0 ? "" : "realip-agent: rewriting is on in Tomcat (org.apache.catalina.connector.Request):"
          + " trusts 10.0.0.1; reads X-Forwarded-For; settings from system properties\n", log.take());
    }
    weaver.close();
  }

  @Test
  void aRequestOfAnUnknownContainerIsNamedToo() throws Exception {
    Weaver weaver = weaver("10.0.0.1");
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "some/Request", null, "java/lang/Object",
        new String[] {"javax/servlet/http/HttpServletRequest"});
    method(type, "getRemoteAddr", TEXT);
    assertNotNull(weave(weaver, "some/Request", type.toByteArray()));
    assertEquals("realip-agent: rewriting is on in an unknown container (some.Request): trusts 10.0.0.1; reads"
        + " X-Forwarded-For; settings from system properties\n", log.take());
    weaver.close();
  }

  @Test
  void aClassThatNothingFitsIsOneWarningAndNoClaim() throws Exception {
    Weaver weaver = weaver("10.0.0.1");
    assertNull(weave(weaver, REQUEST, type(REQUEST, "getRemoteAddr", TEXT)));
    String said = log.take();
    assertEquals(1, said.lines().count(), said);
    assertEquals("realip-agent: warning: org.apache.catalina.connector.Request is left as it is (it has no method"
        + " getRemoteHost()Ljava/lang/String;); requests that it handles keep the container's own address; please"
        + " report the container's version\n", said);
    weaver.close();
  }

  /** A connection that nobody can read, a server that reads by itself, and a container of which neither is known. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "org/apache/tomcat/util/net/AprEndpoint | not supported in org.apache.tomcat.util.net.AprEndpoint",
      "org/apache/tomcat/util/net/JIoEndpoint | not supported in org.apache.tomcat.util.net.JIoEndpoint",
      "org/apache/tomcat/util/net/NioChannel  | not supported in org.apache.tomcat.util.net.NioChannel (it has no",
      "org/eclipse/jetty/io/ChannelEndPoint   | not supported in org.eclipse.jetty.io.ChannelEndPoint (it does",
      "io/undertow/vertx/VertxHttpExchange    | not supported in io.undertow.vertx.VertxHttpExchange",
      "org/eclipse/jetty/server/ProxyConnectionFactory | Jetty is told to read the PROXY protocol by itself",
      "io/undertow/server/protocol/proxy/ProxyProtocolOpenListener | Undertow is told to read the PROXY protocol by",
      "some/Request                           | not supported in an unknown container"})
  void whereTheProxyProtocolIsNotReadIsSaidOnce(String name, String said) throws Exception {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, name, null, "java/lang/Object",
        new String[] {"javax/servlet/http/HttpServletRequest"});
    method(type, "getRemoteAddr", TEXT);
    for (String senders : new String[] {"10.0.0.9", ""}) {
      Properties properties = new Properties();
      properties.setProperty("realip.trusted-proxies", "10.0.0.1");
      properties.setProperty("realip.proxy-protocol", senders);
      Weaver weaver = new Weaver(new RequestClassTransformer(ByteBuddyAgent.install(), properties, null, false));
      for (int i = 0; i < 2; i++) {
        weave(weaver, name, type.toByteArray());
      }
      String lines = log.take();
      assertEquals(senders.isEmpty() ? 0 : 1, lines.lines().filter(line -> line.contains(said)).count(), lines);
      weaver.close();
    }
  }

  @Test
  void withoutRulesNothingIsOn() throws Exception {
    Weaver weaver = weaver("");
    assertEquals(1, log.take().lines().filter(line -> line.contains("rewriting is off")).count());
    weave(weaver, REQUEST, request());
    assertEquals("", log.take());
    weaver.close();
  }

  private static Weaver weaver(String trusted) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("realip.trusted-proxies", trusted);
    return new Weaver(new RequestClassTransformer(ByteBuddyAgent.install(), properties, null, false));
  }

  private byte[] weave(Weaver weaver, String name, byte[] bytes) {
    return weaver.transform(getClass().getClassLoader(), name, null, null, bytes);
  }

  private static byte[] request() {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, REQUEST, null, "java/lang/Object", null);
    type.visitField(Opcodes.ACC_PROTECTED, "remoteAddr", "Ljava/lang/String;", null, null);
    type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "getCoyoteRequest", COYOTE, null, null);
    method(type, "getRemoteAddr", TEXT);
    method(type, "getRemoteHost", TEXT);
    return type.toByteArray();
  }

  private static byte[] type(String name, String method, String descriptor) {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, name, null, "java/lang/Object", null);
    type.visitField(Opcodes.ACC_PRIVATE, "request", "Lorg/apache/coyote/Request;", null, null);
    method(type, method, descriptor);
    return type.toByteArray();
  }

  private static void method(ClassWriter type, String name, String descriptor) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    boolean isBoolean = descriptor.endsWith("Z");
    code.visitInsn(isBoolean ? Opcodes.ICONST_0 : Opcodes.ACONST_NULL);
    code.visitInsn(isBoolean ? Opcodes.IRETURN : Opcodes.ARETURN);
    code.visitMaxs(1, 1);
  }
}
