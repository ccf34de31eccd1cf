package io.github.realip.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.realip.address.AddressFormat;
import io.github.realip.address.Cidr;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Rules;
import io.github.realip.resolve.TrustedProxies;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that is not trusted but sends a header of the rules is told of, and no answer depends on it. */
class UnlistedPeersTest {
  private static final BiFunction<Object, Object, Object> NO_FAULTS = (failure, place) -> null;

  private static final Rules RULES = Rules.of(
      TrustedProxies.builder().trust(Cidr.parse("10.0.0.0/24"), "proxies").build(),
      List.of(new HeaderRule("X-Real-IP", HeaderRule.Kind.SINGLE),
          new HeaderRule("X-Forwarded-For", HeaderRule.Kind.LIST)), 0, true, AddressFormat.RFC5952);

  private boolean wanted = true;
  private int told;

  private final RulesInForce live = new RulesInForce() {
    @Override
    public Rules rules() {
      return RULES;
    }

    @Override
    public boolean originIsAnswered() {
      return false;
    }

    @Override
    public ClientHeaders clientHeaders() {
      return null;
    }

    @Override
    public void requested() {
    }

    @Override
    public boolean wantsUnlistedPeers() {
      return wanted;
    }

    @Override
    public void unlistedPeer() {
      told++;
    }
  };

  /** Looks at every request. */
  private final Watch everyOne = new Watch.None() {
    @Override
    public boolean isDue() {
      return true;
    }

    @Override
    public HeaderStep look(Rules rules, HeaderStep first) {
      return HeaderStep.handingOverTo(new BiFunction<>() {
        @Override
        public Object apply(Object peer, Object lines) {
          List<String> read = lines == null ? List.of() : List.of("203.0.113.7");
          List<List<String>> all = List.of(List.of(), read, List.of("example.org"));
          return HeaderStep.head(first, peer, all, 2, (any, outcome) -> { });
        }

        @Override
        public String toString() {
          return "X-Forwarded-For";
        }
      });
    }
  };

  @ParameterizedTest
  @CsvSource({
      "192.0.2.1, true,  192.0.2.1, 1",
      "192.0.2.1, false, 192.0.2.1, 0",
      "10.0.0.1,  true,  203.0.113.7, 0",
      "10.0.0.1,  false, 10.0.0.1, 0"})
  void isToldOfIfItSendsTheHeader(String peer, boolean header, String answer, int told) {
    for (Watch watch : List.of(Watch.NONE, everyOne)) {
      for (boolean peerIsKnown : new boolean[] {true, false}) {
        this.told = 0;
        assertEquals(answer, ask(watch, peer, peerIsKnown, header));
        assertEquals(told, this.told, watch + " " + peerIsKnown);
      }
    }
  }

  @Test
  void noHeaderIsReadWhereNobodyWantsToKnow() {
    wanted = false;
    assertFalse(Functions.all(live, Watch.NONE, NO_FAULTS).get("head").apply("192.0.2.1", null) instanceof BiFunction);
    wanted = true;
    Object step = Functions.all(live, Watch.NONE, NO_FAULTS).get("head").apply("192.0.2.1", null);
    assertEquals("X-Real-IP", step.toString());
    assertSame(Head.UNTRUSTED, apply(apply(step, "192.0.2.1", null), "192.0.2.1", null));
  }

  private Object ask(Watch watch, String peer, boolean peerIsKnown, boolean header) {
    Map<String, BiFunction<Object, Object, Object>> functions = Functions.all(live, watch, NO_FAULTS);
    Object head = functions.get("head").apply(peerIsKnown ? peer : null, null);
    while (head instanceof BiFunction) {
      Object lines = header && head.toString().equals("X-Forwarded-For")
          ? Collections.enumeration(List.of("203.0.113.7")) : null;
      head = apply(head, peerIsKnown ? peer : null, lines);
    }
    return functions.get("client").apply(head, peer);
  }

  @SuppressWarnings("unchecked")
  private static Object apply(Object step, Object peer, Object lines) {
    return ((BiFunction<Object, Object, Object>) step).apply(peer, lines);
  }
}
