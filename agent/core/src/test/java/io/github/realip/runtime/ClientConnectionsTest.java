package io.github.realip.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The functions where no class can be defined; where one can, real containers show it. */
class ClientConnectionsTest {

  private final Map<String, BiFunction<Object, Object, Object>> functions = new HashMap<>();

  /** What a container has within its class. */
  private static final class Request {
  }

  @Test
  void withoutItsOwnClassAContainersConnectionStays() {
    new ClientConnections(false, false, (failure, place) -> null).addTo(functions);
    assertEquals(Set.of("definer", "connection"), functions.keySet());

    assertEquals("own", functions.get("connection").apply("own", new Request()));
    assertEquals("own", functions.get("connection").apply("own", null));
    assertNull(functions.get("connection").apply(null, new Request()));
  }

  @Test
  void whatCannotBeDefinedIsSaidOnce() {
    new ClientConnections(false, false, (failure, place) -> null).addTo(functions);
    BiFunction<Object, Object, Object> definer = functions.get("definer");
    assertSame(definer, definer.apply(this, null));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(said, true));
    try {
      definer.apply(MethodHandles.lookup(), null);
      definer.apply(MethodHandles.lookup(), null); // as two threads may
    } finally {
      System.setErr(stderr);
    }
    assertNull(definer.apply(this, null), "it needs no lookup any more");
    assertEquals("own", functions.get("connection").apply("own", new Request()));
    assertEquals(1, said.toString().lines().count(), said::toString);
    assertTrue(said.toString().contains("beside " + getClass().getName()), said::toString);
  }
}
