package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fixture.Component;
import fixture.Interface;
import fixture.Methods;
import fixture.Wrapped;
import fixture.Wrapper;
import io.github.realip.containers.Entries;
import io.github.realip.woven.fixture.Templates;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a template fits a class, and what is said if it does not. */
class FitTest {

  @Test
  void aMethodMustBeThereWithItsTypes() {
    assertEquals("has no method isLong(Ljava/lang/Object;)Z", misfit(Methods.class, Templates.OtherTypes.class));
    assertEquals("has no method isLong(Ljava/lang/String;)Z", misfit(Wrapped.class, Templates.Fitting.class));
    assertEquals("has no method isLong(Ljava/lang/String;)Z", misfit(Methods.class, Templates.OfClass.class));
    assertNull(misfit(Methods.class, Templates.Fitting.class));
  }

  @Test
  void aCallMustBeThere() {
    assertNull(misfit(Component.class, Templates.ReplacedCall.class));
    assertEquals("does not call fixture.Wrapped.getRemoteAddr()Ljava/lang/String; in ask",
        misfit(Methods.class, Templates.ReplacedCall.class));
    assertEquals("does not call fixture.Wrapped.getForwardedFor()Ljava/lang/String; in ask",
        misfit(Component.class, Templates.OtherCall.class));
  }

  @Test
  void everyMemberMustBeThereDeclaredOrInherited() {
    assertNull(misfit(Wrapper.class, Templates.InheritedMember.class));
    assertEquals("needs fixture.Methods.getLocalPort()I, which is not there",
        misfit(Methods.class, Templates.OtherMember.class));
    assertEquals("needs fixture.Methods.staleLjava/lang/String;, which is not there",
        misfit(Methods.class, Templates.OtherField.class));
    assertEquals("needs fixture.Wrapped.getForwardedFor()Ljava/lang/String;, which is not there",
        misfit(Methods.class, Templates.OtherMemberOfAnother.class));
  }

  /** As it is in another version of the same container, perhaps. */
  @Test
  void aClassIsNoInterface() throws Exception {
    assertEquals("needs fixture.Interface.ofInterface(Ljava/lang/String;)Ljava/lang/String; of a class",
        misfit(Methods.class, Templates.OtherKind.class));

    ClassWeaver weaver = new ClassWeaver(getClass().getClassLoader(), Weaving.bytes(Interface.class));
    assertNull(weaver.weave(List.of(Entries.of(Interface.class, Templates.Fitting.class))));
    assertTrue(weaver.misfits().isEmpty(), "nobody would have expected it to fit");
  }

  @Test
  void whatIsOptionalMayBeMissingButNotAllOfIt() {
    assertNull(Weaving.misfit(Methods.class, Templates.HalfThere.class, true));
    assertEquals("has no method getRemoteAddr()Ljava/lang/String;", misfit(Methods.class, Templates.HalfThere.class));
    assertEquals("has nothing to change", Weaving.misfit(Wrapped.class, Templates.Fitting.class, true));
    assertEquals("needs fixture.Methods.staleLjava/lang/String;, which is not there",
        Weaving.misfit(Methods.class, Templates.OtherField.class, true));
  }

  @Test
  void eachEntryThatFitsIsWovenAndAllTemplatesOfAnEntryOrNone() throws Exception {
    ClassWeaver weaver = new ClassWeaver(getClass().getClassLoader(), Weaving.bytes(Methods.class));
    assertNull(weaver.weave(List.of(Entries.of(Methods.class, Templates.Fitting.class, Templates.OtherField.class))));
    assertEquals(List.of("needs fixture.Methods.staleLjava/lang/String;, which is not there"), weaver.misfits());

    weaver = new ClassWeaver(getClass().getClassLoader(), Weaving.bytes(Methods.class));
    byte[] woven = weaver.weave(List.of(Entries.of(Methods.class, Templates.OtherField.class),
        Entries.of(Methods.class, Templates.Fitting.class), Entries.of(Methods.class, Templates.OtherTypes.class)));
    assertNotNull(woven);
    assertEquals(2, weaver.misfits().size());
    assertEquals(false, Weaving.call(Weaving.define(woven), "isLong", "long text"));
  }

  /** A transformer that loads classes runs into circles. */
  @Test
  void classesAreReadNotLoaded() throws Exception {
    ClassLoader onlyReads = new ClassLoader(null) {
      @Override
      protected Class<?> findClass(String name) {
        throw new AssertionError("loads " + name);
      }

      @Override
      public java.io.InputStream getResourceAsStream(String name) {
        return FitTest.class.getClassLoader().getResourceAsStream(name);
      }
    };
    ClassWeaver weaver = new ClassWeaver(onlyReads, Weaving.bytes(Wrapper.class));
    assertNotNull(weaver.weave(List.of(Entries.of(Wrapper.class, Templates.InheritedMember.class))));
    assertTrue(weaver.misfits().isEmpty());
  }

  /** What no class file can be read of is found out by the woven code, which then steps aside. */
  @Test
  void whatCannotBeReadIsNoReasonToLeaveAClassAlone() throws Exception {
    ClassLoader readsNothing = new ClassLoader(null) { };
    ClassWeaver weaver = new ClassWeaver(readsNothing, Weaving.bytes(Wrapper.class));
    assertNotNull(weaver.weave(List.of(Entries.of(Wrapper.class, Templates.InheritedMember.class))));
  }

  private static String misfit(Class<?> target, Class<?> template) {
    return Weaving.misfit(target, template, false);
  }
}
