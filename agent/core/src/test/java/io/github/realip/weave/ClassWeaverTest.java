package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Vector;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import javax.servlet.http.HttpServletRequest;

import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request classes of every age, woven, verified by this JVM and called; public for the fixtures' sake. */
public class ClassWeaverTest {

  private static final String ADDRESS = "()Ljava/lang/String;";
  private static final Map<String, Stub> BRIDGE = new HashMap<>();

  @BeforeAll
  static void openTheBridge() throws Exception {
    for (String field : new String[] {Bridge.CLIENT, Bridge.OWN, Bridge.PEER, Bridge.HOST, Bridge.TEXT}) {
      BRIDGE.put(field, new Stub());
    }
    Bridge.open(ByteBuddyAgent.install(), BRIDGE);
  }

  @BeforeEach
  void clientAsksForOneHeader() {
    BRIDGE.get(Bridge.CLIENT).behaviour = (peer, none) -> new BiFunction<Object, Object, Object>() {
      @Override
      public Object apply(Object samePeer, Object lines) {
        return samePeer + " by " + ((Enumeration<?>) lines).nextElement();
      }

      @Override
      public String toString() {
        return "X-Test";
      }
    };
    BRIDGE.get(Bridge.HOST).behaviour = (host, address) -> "host of " + address;
  }

  static IntStream classFileVersions() {
    return IntStream.rangeClosed(45, Runtime.version().feature() + 44);
  }

  @ParameterizedTest
  @MethodSource("classFileVersions")
  void weavesEveryClassFileVersion(int version) throws Exception {
    assertEquals("10.0.0.1 by X-Test line", address(weave(fixture(version, false))));
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 47, 49})
  void weavesMethodsWithSubroutines(int version) throws Exception {
    assertEquals("10.0.0.1 by X-Test line", address(weave(fixture(version, true))));
  }

  @Test
  void aSecondWeavingGivesTheSameKindOfAnswer() throws Exception {
    assertEquals("10.0.0.1 by X-Test line by X-Test line", address(weave(weave(fixture(52, false)))));
  }

  @Test
  void whateverFailsTheContainersAnswerStays() throws Exception {
    BRIDGE.get(Bridge.CLIENT).behaviour = (peer, none) -> {
      throw new StackOverflowError();
    };
    assertEquals("10.0.0.1", address(weave(fixture(52, false))));
    BRIDGE.get(Bridge.CLIENT).behaviour = (peer, none) -> 42; // not a String: the cast fails
    assertEquals("10.0.0.1", address(weave(fixture(52, false))));
  }

  @Test
  void whatTheContainerThrowsItStillThrows() throws Exception {
    Object request = define(weave(fixture(52, false))).getDeclaredConstructor().newInstance();
    request.getClass().getField("peer").set(request, "throw");
    Throwable thrown = assertThrows(java.lang.reflect.InvocationTargetException.class,
        () -> request.getClass().getMethod("getRemoteAddr").invoke(request)).getCause();
    assertEquals(IllegalStateException.class, thrown.getClass());
  }

  @Test
  void theContainersFieldKeepsTheAnswer() throws Exception {
    byte[] woven = new ClassWeaver(fixture(52, false)).weave(Collections.<Hook>singletonList(
        ClientAddressHook.keptIn("kept", "getRemoteAddr", ADDRESS, HeaderSource.SERVLET)));
    Object request = define(woven).getDeclaredConstructor().newInstance();
    assertEquals("10.0.0.1 by X-Test line", call(request, "getRemoteAddr"));
    BRIDGE.get(Bridge.CLIENT).behaviour = (peer, none) -> "asked again";
    assertEquals("10.0.0.1 by X-Test line", call(request, "getRemoteAddr"));
    request.getClass().getField("kept").set(request, null); // what recycling does
    assertEquals("asked again", call(request, "getRemoteAddr"));
  }

  @Test
  void theHostFollowsTheAddress() throws Exception {
    byte[] woven = new ClassWeaver(fixture(52, false)).weave(Arrays.<Hook>asList(new RemoteHostHook(),
        ClientAddressHook.on("getRemoteAddr", ADDRESS, HeaderSource.SERVLET)));
    Object request = define(woven).getDeclaredConstructor().newInstance();
    assertEquals("host of 10.0.0.1 by X-Test line", call(request, "getRemoteHost"));
  }

  @Test
  void aComponentsWrapperLeavesTheAnswerToTheRequestItWraps() throws Exception {
    Object wrapper = define(new ClassWeaver(bytes(Wrapper.class)).weave(Arrays.<Hook>asList(
        new WrapperHook("getRemoteAddr", ADDRESS), new WrapperHook("getRemotePort", "()I"))))
        .getDeclaredConstructor().newInstance();
    BRIDGE.get(Bridge.OWN).behaviour = (written, own) -> own;
    assertEquals("198.51.100.1 10.0.0.1 1", wrapper.toString());
    BRIDGE.get(Bridge.OWN).behaviour = (written, own) -> written; // the agent has no rules
    assertEquals("198.51.100.1 198.51.100.1 2", wrapper.toString());
  }

  @Test
  void aComponentThatAsksForThePeerGetsTheSocketsPeer() throws Exception {
    Object component = define(new ClassWeaver(bytes(Component.class)).weave(
        Collections.<Hook>singletonList(SocketPeerHook.inFilter()))).getDeclaredConstructor().newInstance();
    Map<String, Object> answers = new HashMap<>();
    answers.put("getRemoteAddr", "203.0.113.7");
    HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> answers.get(
            method.getName().equals("getAttribute") ? (String) arguments[0] : method.getName()));
    Method doFilter = component.getClass().getMethod("doFilter", HttpServletRequest.class);

    BRIDGE.get(Bridge.PEER).behaviour = (address, peer) -> peer == null ? address : peer;
    assertEquals("203.0.113.7 203.0.113.7", doFilter.invoke(component, request));
    answers.put(SocketPeerAttributeHook.NAME, "10.0.0.1");
    assertEquals("10.0.0.1 10.0.0.1", doFilter.invoke(component, request));
  }

  @Test
  void aClassWithoutTheMethodIsLeftAsItIs() {
    ClassWriter other = new ClassWriter(0);
    other.visit(52, Opcodes.ACC_PUBLIC, "fixture/Other", null, "java/lang/Object", null);
    assertNull(new ClassWeaver(other.toByteArray()).weave(Collections.<Hook>singletonList(new RemoteHostHook())));
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] weave(byte[] type) {
    return new ClassWeaver(type).weave(Collections.<Hook>singletonList(
        ClientAddressHook.on("getRemoteAddr", ADDRESS, HeaderSource.SERVLET)));
  }

  private static String address(byte[] type) throws Exception {
    return call(define(type).getDeclaredConstructor().newInstance(), "getRemoteAddr");
  }

  private static String call(Object request, String method) throws Exception {
    return (String) request.getClass().getMethod(method).invoke(request);
  }

  private static Class<?> define(byte[] bytes) {
    return new ClassLoader(ClassWeaverTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(null, bytes, 0, bytes.length);
      }
    }.define();
  }

  /** Called by the fixtures. */
  public static Enumeration<String> lines(String header) {
    return new Vector<>(Collections.singletonList(header + " line")).elements();
  }

  /**
   * A request class of this version: {@code getRemoteAddr()} has branches, a local that lives across them, a try block
   * around its returns and, on demand, a subroutine.
   */
  private static byte[] fixture(int version, boolean subroutine) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS | (version >= 50 ? ClassWriter.COMPUTE_FRAMES : 0));
    type.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "fixture/Request", null, "java/lang/Object", null);
    type.visitField(Opcodes.ACC_PUBLIC, "peer", "Ljava/lang/String;", null, null);
    type.visitField(Opcodes.ACC_PUBLIC, "kept", "Ljava/lang/String;", null, null);

    MethodVisitor init = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    init.visitCode();
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitLdcInsn("10.0.0.1");
    init.visitFieldInsn(Opcodes.PUTFIELD, "fixture/Request", "peer", "Ljava/lang/String;");
    init.visitInsn(Opcodes.RETURN);
    init.visitMaxs(0, 0);

    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "getRemoteAddr", ADDRESS, null, null);
    code.visitCode();
    if (subroutine) {
      Label routine = new Label();
      Label after = new Label();
      code.visitJumpInsn(Opcodes.JSR, routine);
      code.visitJumpInsn(Opcodes.GOTO, after);
      code.visitLabel(routine);
      code.visitVarInsn(Opcodes.ASTORE, 3);
      code.visitVarInsn(Opcodes.RET, 3);
      code.visitLabel(after);
    }
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label other = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/NullPointerException");
    code.visitLdcInsn("throw");
    code.visitVarInsn(Opcodes.ASTORE, 1);
    code.visitLabel(start);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, "fixture/Request", "peer", "Ljava/lang/String;");
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
    code.visitJumpInsn(Opcodes.IFEQ, other);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(other);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, "fixture/Request", "peer", "Ljava/lang/String;");
    code.visitInsn(Opcodes.ARETURN);
    code.visitLabel(end);
    code.visitLabel(handler);
    code.visitInsn(Opcodes.POP);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);

    MethodVisitor host = type.visitMethod(Opcodes.ACC_PUBLIC, "getRemoteHost", ADDRESS, null, null);
    host.visitCode();
    host.visitLdcInsn("proxy.example");
    host.visitInsn(Opcodes.ARETURN);
    host.visitMaxs(0, 0);

    MethodVisitor headers = type.visitMethod(Opcodes.ACC_PUBLIC, "getHeaders",
        "(Ljava/lang/String;)Ljava/util/Enumeration;", null, null);
    headers.visitCode();
    headers.visitVarInsn(Opcodes.ALOAD, 1);
    headers.visitMethodInsn(Opcodes.INVOKESTATIC, "io/github/realip/weave/ClassWeaverTest", "lines",
        "(Ljava/lang/String;)Ljava/util/Enumeration;", false);
    headers.visitInsn(Opcodes.ARETURN);
    headers.visitMaxs(0, 0);
    return type.toByteArray();
  }

  /** What a wrapper wraps. */
  public static class Wrapped {
    /** The socket's peer. */
    public String getRemoteAddr() {
      return "10.0.0.1";
    }

    /** Its port. */
    public int getRemotePort() {
      return 1;
    }
  }

  /** As a forwarding component makes them: what it found, else what it wraps. */
  public static class Wrapper extends Wrapped {
    private final String found = "198.51.100.1";

    @Override
    public String getRemoteAddr() {
      return found != null ? found : super.getRemoteAddr();
    }

    @Override
    public int getRemotePort() {
      return found != null ? 2 : super.getRemotePort();
    }

    @Override
    public String toString() {
      return found + " " + getRemoteAddr() + " " + getRemotePort();
    }
  }

  /** Asks a request twice, once in a branch. */
  public static class Component {
    /** Returns both answers. */
    public String doFilter(HttpServletRequest request) {
      String first = request.getRemoteAddr();
      return first.isEmpty() ? first : first + " " + request.getRemoteAddr();
    }
  }

  /** A function whose behaviour each test sets; the bridge itself is opened once a JVM. */
  private static final class Stub implements BiFunction<Object, Object, Object> {
    private BiFunction<Object, Object, Object> behaviour;

    @Override
    public Object apply(Object first, Object second) {
      return behaviour.apply(first, second);
    }
  }
}
