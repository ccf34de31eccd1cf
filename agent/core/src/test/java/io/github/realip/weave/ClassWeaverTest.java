package io.github.realip.weave;

import static io.github.realip.weave.Weaving.BRIDGE;
import static io.github.realip.weave.Weaving.call;
import static io.github.realip.weave.Weaving.define;
import static io.github.realip.weave.Weaving.misfit;
import static io.github.realip.weave.Weaving.woven;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import javax.servlet.http.HttpServletRequest;

import fixture.Component;
import fixture.Filter;
import fixture.Interface;
import fixture.Made;
import fixture.Methods;
import fixture.Wrapped;
import fixture.Wrapper;
import io.github.realip.containers.Entries;
import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import io.github.realip.woven.fixture.Templates;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of every age and shape, woven, verified by this JVM and called; public for the fixtures' sake. */
public class ClassWeaverTest {

  private static final String ADDRESS = "()Ljava/lang/String;";

  @BeforeEach
  void theHeadIsOneHeader() {
    Weaving.open();
    behave("head", (peer, none) -> new BiFunction<Object, Object, Object>() {
      @Override
      public Object apply(Object samePeer, Object lines) {
        return samePeer + " by " + ((Enumeration<?>) lines).nextElement();
      }

      @Override
      public String toString() {
        return "X-Test";
      }
    });
    behave("client", (head, peer) -> head);
    behave("host", (host, address) -> "host of " + address);
    behave("connection", (first, second) -> first + "|" + second);
    behave("own", (written, own) -> own);
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
  @ValueSource(ints = {45, 47, 49, 50})
  void weavesMethodsWithSubroutines(int version) throws Exception {
    assertEquals("10.0.0.1 by X-Test line", address(weave(fixture(version, true))));
  }

  @Test
  void aSecondWeavingGivesTheSameKindOfAnswer() throws Exception {
    assertEquals("10.0.0.1 by X-Test line by X-Test line", address(weave(weave(fixture(52, false)))));
    byte[] twice = fixture(52, false);
    for (int i = 0; i < 2; i++) {
      twice = Weaving.weave(twice, List.of(new Template(Weaving.bytes(Keeping.class), "fixture/Request",
          "java/lang/Object", "javax")));
    }
    assertEquals("10.0.0.1|10.0.0.1|10.0.0.1", address(twice));
  }

  @Test
  void whateverFailsTheContainersAnswerStays() throws Exception {
    byte[] woven = weave(fixture(52, false));
    behave("head", (peer, none) -> {
      throw new StackOverflowError();
    });
    assertEquals("10.0.0.1", address(woven));
    behave("head", (peer, none) -> null);
    behave("client", (head, peer) -> 42); // not a String: the cast fails
    assertEquals("10.0.0.1", address(woven));
    behave("client", (head, peer) -> peer);
    behave("host", (host, address) -> {
      throw new NoSuchFieldError();
    });
    assertEquals("proxy.example", call(define(woven), "getRemoteHost"));
  }

  @Test
  void whatTheContainerThrowsItStillThrows() {
    assertThrown(IllegalStateException.class, () -> {
      Class<?> type = define(weave(fixture(52, false)));
      Object request = type.getDeclaredConstructor().newInstance();
      type.getField("peer").set(request, "throw");
      call(request, type, "getRemoteAddr");
    });
    assertThrown(IllegalStateException.class, () -> call(woven(Methods.class, EveryShape.class), "fails", "x"));
    assertThrown(NullPointerException.class,
        () -> call(woven(Methods.class, EveryShape.class), "isLong", (Object) null));
  }

  @Test
  void theContainersFieldKeepsTheAnswer() throws Exception {
    Class<?> type = define(Weaving.weave(fixture(52, false), List.of(new Template(Weaving.bytes(Keeping.class),
        "fixture/Request", "java/lang/Object", "javax"))));
    Object request = type.getDeclaredConstructor().newInstance();
    assertEquals("10.0.0.1|10.0.0.1", call(request, type, "getRemoteAddr"));
    behave("connection", (first, second) -> "asked again");
    assertEquals("10.0.0.1|10.0.0.1", call(request, type, "getRemoteAddr"));
    type.getField("kept").set(request, null); // what recycling does
    assertEquals("asked again", call(request, type, "getRemoteAddr"));
  }

  @Test
  void theHostFollowsTheAddress() throws Exception {
    assertEquals("host of 10.0.0.1 by X-Test line", call(define(weave(fixture(52, false))), "getRemoteHost"));
  }

  @Test
  void aComponentsWrapperLeavesTheAnswerToTheRequestItWraps() throws Exception {
    Class<?> type = woven(Wrapper.class, LeavingToSuper.class);
    assertEquals("198.51.100.1 10.0.0.1 1", call(type, "toString"));
    behave("own", (written, own) -> written); // the agent has no rules
    assertEquals("198.51.100.1 198.51.100.1 2", call(type, "toString"));
  }

  @Test
  void aComponentThatAsksForThePeerGetsTheSocketsPeer() throws Exception {
    Class<?> type = define(Weaving.weave(Weaving.bytes(Filter.class), List.of(new Template(
        Weaving.shipped("tomcat/RemoteIpFilterPeer"), "fixture/Filter", "java/lang/Object", "javax"))));
    Map<String, Object> answers = new HashMap<>();
    answers.put("getRemoteAddr", "203.0.113.7");
    HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> answers.get(
            method.getName().equals("getAttribute") ? (String) arguments[0] : method.getName()));
    behave("peer", (address, head) -> head == null ? address : head);
    assertEquals("203.0.113.7 203.0.113.7", call(type, "doFilter", request));
    answers.put(Weaving.key(), "10.0.0.1");
    assertEquals("10.0.0.1 10.0.0.1", call(type, "doFilter", request));
  }

  @Test
  void callsAreReplacedAllOrTheFirst() throws Exception {
    assertEquals("10.0.0.1|all 7 10.0.0.1|all 10.0.0.1|all",
        call(woven(Component.class, EveryCall.class), "ask", new Wrapped(), 7L));
    assertEquals("10.0.0.1|first 7 10.0.0.1 10.0.0.1",
        call(woven(Component.class, FirstCall.class), "ask", new Wrapped(), 7L));
    assertEquals("10.0.0.1", call(woven(Component.class, EveryCall.class), "other", new Wrapped()));
  }

  @Test
  void whatStandsForACallMayUseTheObjectThatCalls() throws Exception {
    assertEquals("10.0.0.1|10.0.0.1 7 10.0.0.1|10.0.0.1 10.0.0.1|10.0.0.1",
        call(woven(Component.class, CallOfObject.class), "ask", new Wrapped(), 7L));
    assertEquals("does not call fixture.Wrapped.getRemoteAddr()Ljava/lang/String; in ofClass",
        misfit(Component.class, CallOfClass.class, false));
  }

  @Test
  void callsOfAConstructorAreReplaced() throws Exception {
    behave("connection", (address, made) -> address + " of " + made.getClass().getSimpleName());
    Class<?> type = woven(Made.class, CallOfConstructor.class);
    assertEquals("10.0.0.1 of Made", call(type.getConstructor(Wrapped.class).newInstance(new Wrapped()), type, "ask"));
  }

  @Test
  void aCallOfAStaticMethodMayFallAway() throws Exception {
    StringBuilder to = new StringBuilder();
    call(woven(Component.class, NoWriting.class), "tell", to, 7L);
    assertEquals("7|forged.", to.toString());
  }

  @Test
  void callsAreReplacedInAMethodThatHasATemplateAround() throws Exception {
    assertEquals("7|10.0.0.1|all 7 10.0.0.1|all 10.0.0.1|all",
        call(woven(Component.class, AroundAsk.class, EveryCall.class), "ask", new Wrapped(), 7L));
    assertEquals("7|10.0.0.1|all 7 10.0.0.1|all 10.0.0.1|all",
        call(woven(Component.class, EveryCall.class, AroundAsk.class), "ask", new Wrapped(), 7L));
  }

  @Test
  void severalTemplatesAreAroundOneMethodTheFirstOutside() throws Exception {
    assertEquals("7|7|10.0.0.1 7 10.0.0.1 10.0.0.1",
        call(woven(Component.class, AroundAsk.class, AroundAsk.class), "ask", new Wrapped(), 7L));
    behave("own", (number, result) -> result.equals("") ? "" : number + "" + Math.abs(Integer.parseInt("" + result)));
    assertEquals(772, call(woven(Methods.class, Countdown.class, Countdown.class), "countdown", 7));
  }

  /** Two stack map frames in one place are none. */
  @Test
  void aTemplateMayEndWithAFrameWhereTheContainersCodeBeginsWithOne() throws Exception {
    assertEquals(-2, call(woven(Methods.class, EndsWithAFrame.class, EndsWithAFrame.class), "countdown", 7));
  }

  @Test
  void parametersAreAsTheyWereAtTheCallOfTheContainersCode() throws Exception {
    Class<?> type = woven(Methods.class, EveryShape.class);
    assertEquals("ab|long", call(woven(Methods.class, Overwritten.class), "overwrites", "ab", 1));
    assertEquals("changed|long", call(woven(Methods.class, Changing.class), "overwrites", "a", 0));
    assertEquals("1|2.5|text|text-2.0", call(type, "wide", 1L, 2.5, "text"));
  }

  @Test
  void methodsOfEveryShapeAreWoven() throws Exception {
    Class<?> type = woven(Methods.class, EveryShape.class);
    assertEquals("id|5|id5", call(type, "ofClass", "id", 5L));
    assertEquals(false, call(type, "isLong", "long text"));
    assertEquals(true, call(type, "isLong", "x"));
    assertEquals(104, call(type, "length", "text"));
    assertEquals(99, call(type, "length", (Object) null));
    StringBuilder to = new StringBuilder();
    call(type, "act", to);
    assertEquals("before own after ", to.toString());
    call(type, "act", to);
    assertEquals("before own after before after ", to.toString());
    assertEquals("7|7", call(type, "nested", 7));
    assertEquals("null|null", call(type, "nested", (Object) null));
  }

  @Test
  void methodsOfInterfacesAreWoven() throws Exception {
    Class<?> type = woven(Interface.class, OfInterface.class);
    assertEquals("ofInterface empty", call(type, "ofInterface", ""));
    ClassLoader loader = type.getClassLoader();
    Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {type},
        (self, method, arguments) -> InvocationHandler.invokeDefault(self, method, arguments));
    assertEquals("x|ofInterface ofInterface x", call(proxy, type, "ofAll", "x"));
  }

  @Test
  void aTryBeforeAndATryBehindCatchTheirOwnOnly() throws Exception {
    Class<?> type = woven(Methods.class, TriesBeforeAndBehind.class);
    behave("own", (written, own) -> {
      throw new IllegalStateException();
    });
    behave("connection", (first, second) -> {
      throw new StackOverflowError();
    });
    assertNull(call(type, "nested", 7), "what the template made of the parameter is the container's");
    behave("own", (written, own) -> "early");
    assertEquals("early", call(type, "nested", 7));
    behave("own", (written, own) -> null);
    behave("connection", (first, second) -> first + "|" + second);
    assertEquals("behind|7", call(type, "nested", 7));
    assertThrown(IllegalStateException.class, () -> call(type, "fails", "x"));
  }

  @Test
  void noMemberIsAdded() {
    assertEquals(members(fixture(52, false)), members(quietly(fixture(52, false))));
    for (Class<?> template : List.of(EveryShape.class, Overwritten.class, TriesBeforeAndBehind.class)) {
      assertEquals(members(Weaving.bytes(Methods.class)), members(Weaving.weave(Methods.class, template)));
    }
    assertEquals(members(Weaving.bytes(Component.class)), members(Weaving.weave(Component.class, NoWriting.class)));
  }

  @Test
  void nothingOfTheTemplateIsNamedInTheResult() {
    for (byte[] woven : List.of(Weaving.weave(Methods.class, EveryShape.class),
        Weaving.weave(Component.class, EveryCall.class, NoWriting.class), Weaving.weave(Wrapper.class,
            LeavingToSuper.class))) {
      String constants = new String(woven, StandardCharsets.ISO_8859_1);
      assertTrue(!constants.contains("io/github/realip"), constants);
    }
  }

  @Test
  void aClassWithoutTheMethodIsLeftAsItIs() throws IOException {
    ClassWriter other = new ClassWriter(0);
    other.visit(52, Opcodes.ACC_PUBLIC, "fixture/Other", null, "java/lang/Object", null);
    ClassWeaver weaver = new ClassWeaver(getClass().getClassLoader(), other.toByteArray());
    assertNull(weaver.weave(List.of(Entries.of(Object.class, Templates.Asked.class))));
    assertEquals(List.of("has no method getRemoteAddr()Ljava/lang/String;"), weaver.misfits());
  }

  private static void behave(String field, BiFunction<Object, Object, Object> behaviour) {
    BRIDGE.get(field).behaviour = behaviour;
  }

  /** Weaves a request that is decided when it is asked. */
  private static byte[] weave(byte[] type) throws IOException {
    return new ClassWeaver(ClassWeaverTest.class.getClassLoader(), type)
        .weave(List.of(Entries.of(Object.class, Templates.Asked.class)));
  }

  private static byte[] quietly(byte[] type) {
    try {
      return weave(type);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Object address(byte[] type) throws Exception {
    return call(define(type), "getRemoteAddr");
  }

  private static void assertThrown(Class<?> expected, Executable code) {
    assertEquals(expected, assertThrows(InvocationTargetException.class, code).getCause().getClass());
  }

  private static List<String> members(byte[] type) {
    List<String> members = new ArrayList<>();
    new ClassReader(type).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        members.add(version + " " + access + name + signature + parent + Arrays.toString(interfaces));
      }

      @Override
      public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        members.add(access + name + descriptor + signature + value);
        return null;
      }

      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        members.add(access + name + descriptor + signature + Arrays.toString(thrown));
        return null;
      }
    }, 0);
    return members;
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
    ClassWriter type = new ClassWriter(
        ClassWriter.COMPUTE_MAXS | (version >= 50 && !subroutine ? ClassWriter.COMPUTE_FRAMES : 0));
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

  /** Keeps its answer in the target's field. */
  private abstract static class Keeping {
    String kept;
    String peer;

    public String getRemoteAddr() {
      if (kept != null) {
        return kept;
      }
      String address = RealIp.original();
      try {
        kept = (String) RealIp.connection.apply(address, peer);
        return kept;
      } catch (Throwable any) {
        return address;
      }
    }
  }

  private abstract static class LeavingToSuper extends io.github.realip.weave.stub.fixture.Wrapped {
    @Override
    public String getRemoteAddr() {
      try {
        if (RealIp.own.apply(null, this) != null) {
          return super.getRemoteAddr();
        }
      } catch (Throwable any) {
        // then its own answer
      }
      return RealIp.original();
    }

    @Override
    public int getRemotePort() {
      try {
        if (RealIp.own.apply(null, this) != null) {
          return super.getRemotePort();
        }
      } catch (Throwable any) {
        // then its own answer
      }
      return RealIp.originalInt();
    }
  }

  private abstract static class EveryCall {
    @InsteadOfCall(in = "ask")
    static String getRemoteAddr(io.github.realip.weave.stub.fixture.Wrapped request) {
      return (String) RealIp.connection.apply(request.getRemoteAddr(), "all");
    }
  }

  private abstract static class CallOfObject {
    abstract String other(io.github.realip.weave.stub.fixture.Wrapped request);

    @InsteadOfCall(in = "ask")
    String getRemoteAddr(io.github.realip.weave.stub.fixture.Wrapped request) {
      return (String) RealIp.connection.apply(request.getRemoteAddr(), other(request));
    }
  }

  private abstract static class CallOfClass {
    @InsteadOfCall(in = "ofClass")
    String getRemoteAddr(io.github.realip.weave.stub.fixture.Wrapped request) {
      return request.getRemoteAddr();
    }
  }

  private abstract static class CallOfConstructor {
    @InsteadOfCall(in = "<init>")
    String getRemoteAddr(io.github.realip.weave.stub.fixture.Wrapped request) {
      return (String) RealIp.connection.apply(request.getRemoteAddr(), this);
    }
  }

  private abstract static class FirstCall {
    @InsteadOfCall(in = "ask", firstOnly = true)
    static String getRemoteAddr(io.github.realip.weave.stub.fixture.Wrapped request) {
      String address = request.getRemoteAddr();
      return (String) RealIp.connection.apply(address, "first");
    }
  }

  private abstract static class NoWriting {
    @InsteadOfCall(in = "tell", ofStatic = io.github.realip.weave.stub.fixture.Component.class)
    static void write(StringBuilder to, long id, String text, double weight) {
      to.append(RealIp.connection.apply(Long.valueOf(id), text));
    }
  }

  private abstract static class AroundAsk {
    public String ask(io.github.realip.weave.stub.fixture.Wrapped request, long id) {
      String answer = RealIp.original();
      try {
        return (String) RealIp.connection.apply(Long.valueOf(id), answer);
      } catch (Throwable any) {
        return answer;
      }
    }
  }

  private abstract static class Countdown {
    public int countdown(int number) {
      try {
        while (RealIp.own.apply("", "") == null) {
          number++;
        }
      } catch (Throwable any) {
        number = 1;
      }
      int result = RealIp.originalInt();
      try {
        return Integer.parseInt((String) RealIp.own.apply(Integer.toString(number), Integer.toString(result)));
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class EndsWithAFrame {
    public int countdown(int number) {
      try {
        RealIp.own.apply(null, null);
      } catch (Throwable any) {
        // then without
      }
      return RealIp.originalInt();
    }
  }

  private abstract static class Overwritten {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(value, result);
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class Changing {
    public String overwrites(String value, int count) {
      value = "changed";
      String result = RealIp.original();
      try {
        if (count > 0) {
          value = "again";
        }
        return (String) RealIp.connection.apply(value, result);
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class EveryShape {
    public String wide(long first, double second, String third) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(Long.valueOf(first),
            RealIp.connection.apply(Double.valueOf(second), RealIp.connection.apply(third, result)));
      } catch (Throwable any) {
        return result;
      }
    }

    public static String ofClass(String value, long id) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(value, RealIp.connection.apply(Long.valueOf(id), result));
      } catch (Throwable any) {
        return result;
      }
    }

    public boolean isLong(String value) {
      boolean result = RealIp.originalBoolean();
      return !result;
    }

    public int length(String value) {
      return RealIp.originalInt() + 100;
    }

    public void act(StringBuilder to) {
      try {
        to.append("before ");
      } catch (Throwable any) {
        // then without
      }
      RealIp.original();
      try {
        to.append("after ");
      } catch (Throwable any) {
        // then without
      }
    }

    public String fails(String value) {
      String result = RealIp.original();
      return result;
    }

    public String nested(Object value) {
      String result = RealIp.original();
      try {
        try {
          if (value == null) {
            throw new IllegalStateException();
          }
          return (String) RealIp.connection.apply(value, result);
        } catch (IllegalStateException none) {
          return (String) RealIp.connection.apply("null", result);
        }
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private interface OfInterface {
    static String ofInterface(String value) {
      String result = RealIp.original();
      try {
        return "ofInterface ".concat(result);
      } catch (Throwable any) {
        return result;
      }
    }

    default String ofAll(String value) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(value, ofInterface(result));
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class TriesBeforeAndBehind {
    public String nested(Object value) {
      try {
        Object early = RealIp.own.apply(null, value);
        if (early != null) {
          return (String) early;
        }
      } catch (Throwable any) {
        value = null;
      }
      String result = RealIp.original();
      try {
        Object behind = RealIp.connection.apply("behind", result);
        return (String) behind;
      } catch (Throwable any) {
        return result;
      }
    }

    public String fails(String value) {
      try {
        RealIp.own.apply(null, value);
      } catch (Throwable any) {
        // then without
      }
      String result = RealIp.original();
      try {
        RealIp.connection.apply(null, value);
      } catch (Throwable any) {
        return result;
      }
      return result;
    }
  }
}
