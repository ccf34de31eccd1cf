package io.github.realip.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.realip.address.AddressFormat;
import io.github.realip.resolve.Fact;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.OriginRules;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.TrustedProxies;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What woven code asks for in containers that no family knows. */
class UnknownContainerFunctionsTest {
  private static final HeaderStep STEP = HeaderStep.chain(rules(), true);

  private final BiFunction<Object, Object, Object> same = new SameHead();
  private final BiFunction<Object, Object, Object> asking = new Asking();

  @Test
  void aHeadIsTheSameAsLongAsItsLinesAre() {
    Object kept = same.apply(null, head("203.0.113.7"));
    Head again = head("203.0.113.7");
    assertSame(again, same.apply(kept, again));
    assertNull(same.apply(kept, head("203.0.113.7", "6.6.6.6")), "a trailer was added");
    assertNull(same.apply(kept, head("6.6.6.6")), "a trailer took its place, or it is another request");
    assertNull(same.apply(kept, head()));
  }

  @Test
  void aHeadWithoutTheHeaderIsALine() {
    Object kept = same.apply(null, head());
    assertNotNull(kept, "it must be kept, or a trailer would be the first line");
    assertNotNull(same.apply(kept, head()));
    assertNull(same.apply(kept, head("6.6.6.6")));
  }

  @Test
  void severalLinesAreNotOne() {
    assertNotEquals(same.apply(null, head("a", "b")), same.apply(null, head("a, b")));
    assertEquals(same.apply(null, head("a", "b")), same.apply(null, head("a", "b")));
  }

  @Test
  void whatIsKeptIsText() {
    assertEquals("X-Forwarded-For: 203.0.113.7", same.apply(null, head("203.0.113.7")));
  }

  @Test
  void whatIsNoHeadIsNeverTheSame() {
    assertNull(same.apply("", null));
    assertNull(same.apply("", "203.0.113.7"));
  }

  @Test
  void whatIsSaidOfSchemeHostAndPortIsOfTheHead() {
    Object kept = same.apply(null, headOf("https", null));
    assertNotNull(same.apply(kept, headOf("https", null)));
    assertNull(same.apply(kept, headOf("http", null)));
    assertNull(same.apply(kept, headOf("https", "evil.example")), "a trailer was added");
    assertNull(same.apply(same.apply(null, headOf(null, null)), headOf("https", null)));
  }

  @Test
  void eachThreadHasItsQuestion() throws Exception {
    Object mine = asking.apply(null, null);
    assertSame(mine, asking.apply(null, null));
    Object[] other = new Object[1];
    Thread thread = new Thread(() -> other[0] = asking.apply(null, null));
    thread.start();
    thread.join();
    assertNotSame(mine, other[0]);
  }

  private static Head head(String... lines) {
    return (Head) STEP.apply("127.0.0.10", List.of(lines));
  }

  /** A head that says the same of the client and this of scheme and host. */
  private static Head headOf(String proto, String host) {
    OriginRules origin =
        new OriginRules(EnumSet.of(Fact.PROTO, Fact.HOST), List.of("X-Forwarded-Proto"), null, 443);
    Object step = HeaderStep.chain(rules().with(origin), true).apply("127.0.0.10", List.of("203.0.113.7"));
    while (step instanceof BiFunction<?, ?, ?>) {
      String value = step.toString().equals("X-Forwarded-Proto") ? proto : host;
      step = ((OriginStep) step).apply("127.0.0.10", value == null ? null : List.of(value));
    }
    return (Head) step;
  }

  private static Rules rules() {
    HeaderRule header = new HeaderRule("X-Forwarded-For", HeaderRule.Kind.LIST);
    return Rules.of(TrustedProxies.NOBODY, List.of(header), 1, false, AddressFormat.RFC5952);
  }
}
