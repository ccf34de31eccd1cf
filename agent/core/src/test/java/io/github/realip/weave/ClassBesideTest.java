package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fixture.Wrapped;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Classes of the agent that are defined beside those of others. */
class ClassBesideTest {

  private static final String GREETING = "fixture/beside/Greeting";

  @Test
  @SuppressWarnings("unchecked")
  void itIsOfTheOthersLoaderAndPackageAndReachesTheBridge() throws Throwable {
    Weaving.BRIDGE.get("client").behaviour = (first, second) -> first + " " + second;
    Class<?> beside = Weaving.define(Weaving.bytes(Wrapped.class));
    Class<?> greeting = define(beside);

    assertEquals("fixture.$RealIpGreeting", greeting.getName());
    assertSame(beside.getClassLoader(), greeting.getClassLoader());
    Object made = lookup(greeting).findConstructor(greeting, MethodType.methodType(void.class)).invoke();
    assertEquals((1L << 40) + " 10.0.0.1", ((Function<Object, Object>) made).apply("10.0.0.1"));
  }

  @Test
  void itIsDefinedOnceInEachLoader() throws Exception {
    Class<?> one = Weaving.define(Weaving.bytes(Wrapped.class));
    Class<?> another = Weaving.define(Weaving.bytes(Wrapped.class));

    assertSame(define(one), define(one));
    assertNotSame(define(one), define(another));
  }

  @Test
  void whatCannotBeDefinedIsAnError() throws Exception {
    Class<?> beside = Weaving.define(Weaving.bytes(Wrapped.class));

    assertThrows(ClassNotFoundException.class,
        () -> ClassBeside.define(lookup(beside), "jetty12/beside/ClientConnection"));
  }

  private static Class<?> define(Class<?> beside) throws Exception {
    ClassBeside.define(lookup(beside), "fixture/beside/Other");
    return ClassBeside.define(lookup(beside), GREETING);
  }

  private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }
}
