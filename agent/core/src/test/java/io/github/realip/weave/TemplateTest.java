package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fixture.Methods;
import io.github.realip.containers.Family;
import io.github.realip.containers.WovenClass;
import io.github.realip.weave.stub.fixture.Wrapped;
import io.github.realip.woven.InsteadOfCall;
import io.github.realip.woven.RealIp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of package {@code woven}, broken once; and that no template of the product breaks one. */
class TemplateTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(NamesATestType.class, "names types of java"),
        Arguments.of(NamesATestTypeAsParameter.class, "names types of java"),
        Arguments.of(NamesATypeOfJavax.class, "names types of java"),
        Arguments.of(CallsOutsideATry.class, "catches Throwable"),
        Arguments.of(CastsOutsideATry.class, "catches Throwable"),
        Arguments.of(CatchesTooLittle.class, "catches Throwable"),
        Arguments.of(CallsInTheHandler.class, "catches Throwable"),
        Arguments.of(Throws.class, "catches Throwable"),
        Arguments.of(WithoutOriginal.class, "calls original() once"),
        Arguments.of(TwoOriginals.class, "calls original() once"),
        Arguments.of(OriginalInATry.class, "outside every try"),
        Arguments.of(OriginalInABranch.class, "no branch leads past original()"),
        Arguments.of(OriginalInALoop.class, "no branch leads past original()"),
        Arguments.of(VariableOutlives.class, "only the parameters are known"),
        Arguments.of(CounterOutlives.class, "only the parameters are known"),
        Arguments.of(Lambda.class, "no lambda"),
        Arguments.of(Concatenation.class, "no string concatenation"),
        Arguments.of(ClassConstant.class, "no constant of type Class"),
        Arguments.of(CallWithBranch.class, "stands for a call has no branch"),
        Arguments.of(CallWithTry.class, "stands for a call has no branch, no try"),
        Arguments.of(CallWithOriginal.class, "stands for a call has no branch, no try and no original()"));
  }

  @ParameterizedTest
  @MethodSource
  void broken(Class<?> template, String rule) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Weaving.template(template, Methods.class)).getMessage();
    assertTrue(message.contains(rule), message);
    assertTrue(message.contains(template.getSimpleName() + "."), message);
  }

  @Test
  void whatKeepsTheRulesIsRead() {
    Template template = Weaving.template(InOrder.class, Methods.class);
    assertEquals(Set.of("isLong", "length"), template.targetMethods());
    assertEquals(Set.of("fixture.Methods.stateLjava/lang/String;", "fixture.Wrapped.getRemoteAddr()Ljava/lang/String;"),
        template.members().stream().map(Object::toString).collect(Collectors.toSet()));
  }

  static Set<String> shipped() {
    Set<String> names = new LinkedHashSet<>();
    for (WovenClass entry : entries()) {
      names.addAll(List.of(entry.templates()));
    }
    return names;
  }

  /** Read for a target of another name than the template's, so that names that are not mapped are found. */
  @ParameterizedTest
  @MethodSource("shipped")
  void everyTemplateOfTheProductKeepsTheRules(String name) {
    for (String api : new String[] {"javax", "jakarta"}) {
      Template template = new Template(Weaving.shipped(name), "some/Target", "some/Parent", api);
      assertFalse(template.targetMethods().isEmpty(), "changes nothing");
      for (Template.Member member : template.members()) {
        assertFalse(member.toString().contains("realip"), member::toString);
      }
      int version = new ClassReader(Weaving.shipped(name)).readShort(6);
      assertEquals(52, version, "Java 8 reads it");
    }
  }

  /** The functions that templates ask and those that the agent has are checked in {@code request}. */
  @Test
  void everyTemplateIsUsed() {
    Set<String> used = new TreeSet<>(shipped());
    for (WovenClass entry : entries()) {
      assertTrue(Set.of("javax", "jakarta").contains(entry.servletApi()), entry.name());
    }
    assertEquals(Weaving.shippedTemplates(), used);
  }

  private static List<WovenClass> entries() {
    List<WovenClass> entries = new ArrayList<>(Family.ofUnknownContainer());
    for (Family family : Family.all()) {
      entries.addAll(family.classes());
    }
    return entries;
  }

  private abstract static class InOrder {
    String state;

    public boolean isLong(String value) {
      boolean result = RealIp.originalBoolean();
      if (state != null && value != null) {
        return result;
      }
      return !result;
    }

    @InsteadOfCall(in = "length")
    static String getRemoteAddr(Wrapped request) {
      return (String) RealIp.connection.apply(request.getRemoteAddr(), null);
    }
  }

  private abstract static class NamesATestType {
    public String overwrites(String value, int count) {
      try {
        fixture.Interface.ofInterface(value);
      } catch (Throwable any) {
        // then without
      }
      return RealIp.original();
    }
  }

  private abstract static class NamesATestTypeAsParameter {
    public String overwrites(fixture.Methods value) {
      return RealIp.original();
    }
  }

  private abstract static class NamesATypeOfJavax {
    public Object nested(Object value) {
      try {
        return (javax.management.ObjectName) value;
      } catch (Throwable any) {
        // then without
      }
      return RealIp.original();
    }
  }

  private abstract static class CallsOutsideATry {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      return (String) RealIp.connection.apply(value, result);
    }
  }

  private abstract static class CastsOutsideATry {
    public String nested(Object value) {
      String result = RealIp.original();
      return value == null ? (String) value : result;
    }
  }

  private abstract static class CatchesTooLittle {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(value, result);
      } catch (Exception noError) {
        return result;
      }
    }
  }

  private abstract static class CallsInTheHandler {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      try {
        return (String) RealIp.connection.apply(value, result);
      } catch (Throwable any) {
        return any.toString();
      }
    }
  }

  private abstract static class Throws {
    public String fails(String value) throws Throwable {
      Throwable thrown = RealIp.original();
      throw thrown;
    }
  }

  private abstract static class WithoutOriginal {
    public String overwrites(String value, int count) {
      return value;
    }
  }

  private abstract static class TwoOriginals {
    public String overwrites(String value, int count) {
      String first = RealIp.original();
      String second = RealIp.original();
      return first == null ? second : first;
    }
  }

  private abstract static class OriginalInATry {
    public String overwrites(String value, int count) {
      try {
        return RealIp.original();
      } catch (Throwable any) {
        return value;
      }
    }
  }

  private abstract static class OriginalInABranch {
    public String overwrites(String value, int count) {
      if (count > 0) {
        value = RealIp.original();
      }
      return value;
    }
  }

  private abstract static class OriginalInALoop {
    public int countdown(int number) {
      int result;
      do {
        result = RealIp.originalInt();
      } while (result > 0);
      return result;
    }
  }

  private abstract static class VariableOutlives {
    public String overwrites(String value, int count) {
      String before = value;
      String result = RealIp.original();
      return result == null ? before : result;
    }
  }

  private abstract static class CounterOutlives {
    public int countdown(int number) {
      int before = number;
      int result = RealIp.originalInt();
      before++;
      return result;
    }
  }

  private abstract static class Lambda {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      try {
        Supplier<String> supplier = () -> value;
        return supplier.get();
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class Concatenation {
    public String overwrites(String value, int count) {
      String result = RealIp.original();
      try {
        return value + count;
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class ClassConstant {
    public String nested(Object value) {
      String result = RealIp.original();
      try {
        return value == String.class ? null : result;
      } catch (Throwable any) {
        return result;
      }
    }
  }

  private abstract static class CallWithBranch {
    @InsteadOfCall(in = "ask")
    static String getRemoteAddr(Wrapped request) {
      return request == null ? null : request.getRemoteAddr();
    }
  }

  private abstract static class CallWithTry {
    @InsteadOfCall(in = "ask")
    static String getRemoteAddr(Wrapped request) {
      try {
        return request.getRemoteAddr();
      } catch (Throwable any) {
        return null;
      }
    }
  }

  private abstract static class CallWithOriginal {
    @InsteadOfCall(in = "ask")
    static String getRemoteAddr(Wrapped request) {
      return RealIp.original();
    }
  }
}
