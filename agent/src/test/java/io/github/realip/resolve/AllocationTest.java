package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measured in bytes, which, unlike time, are the same on every run. */
class AllocationTest {

  private static final int CALLS = 2_000;

  /** A string of 15 characters and the builder it is made in, before and after the JIT compiler's savings. */
  private static final long ONE_ANSWER = 160;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Rules LIST = Cases.walk("10.0.0.0/8", Cases.XFF);
  private static final Rules FORWARDED = Cases.walk("10.0.0.0/8", Cases.FORWARDED);

  private static String answer(Rules rules, String peer, String line) {
    if (!Resolver.believes(rules, peer)) {
      return peer;
    }
    return Resolver.resolve(rules, peer, rules.header(0), line, Collections.emptyList(), DecisionListener.NONE);
  }

  /** Bytes per call; the least of several measurements, for the JVM sometimes allocates on a thread's behalf. */
  private static long bytes(Rules rules, String peer, String line) {
    long least = Long.MAX_VALUE;
    long thread = Thread.currentThread().getId();
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        answer(rules, peer, line);
      }
      least = Math.min(least, (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS);
    }
    return least;
  }

  @Test
  void aForgedMegabyteCostsNoMemory() {
    String forged = "198.51.100.66, ".repeat(1 << 16);
    String tail = "203.0.113.7, 10.0.0.3, 10.0.0.2";
    assertEquals("203.0.113.7", answer(LIST, "10.0.0.1", forged + tail));
    assertOneAnswer(bytes(LIST, "10.0.0.1", tail));
    assertOneAnswer(bytes(LIST, "10.0.0.1", forged + tail));
    String forgedFor = "for=\"198.51.100.66\", ".repeat(1 << 16);
    String tailFor = "for=203.0.113.7;by=\"10.0.0.3\", for=10.0.0.2";
    assertEquals("203.0.113.7", answer(FORWARDED, "10.0.0.1", forgedFor + tailFor));
    assertOneAnswer(bytes(FORWARDED, "10.0.0.1", tailFor));
    assertOneAnswer(bytes(FORWARDED, "10.0.0.1", forgedFor + tailFor));
  }

  private static void assertOneAnswer(long bytes) {
    assertTrue(bytes <= ONE_ANSWER, bytes + " bytes");
  }

  @Test
  void nothingIsAllocatedForAnAnswerThatIsThePeer() {
    for (String peer : List.of("203.0.113.9", "0:0:0:0:0:0:0:1", "fe80::1%eth0", "not an address", "")) {
      assertSame(peer, answer(LIST, peer, "198.51.100.66"));
      assertEquals(0, bytes(LIST, peer, "198.51.100.66"));
    }
    assertEquals(0, bytes(LIST, "10.0.0.1", "198.51.100.66, nonsense"));
    assertEquals(0, bytes(FORWARDED, "10.0.0.1", "for=198.51.100.66, for=unknown;by=\"10.0.0.1\""));
  }

  @Test
  void hopsCostNoMemory() {
    assertOneAnswer(bytes(LIST, "10.0.0.1", "203.0.113.7"));
    assertOneAnswer(bytes(LIST, "10.0.0.1", "203.0.113.7" + ", 10.0.0.2".repeat(60)));
    assertOneAnswer(bytes(FORWARDED, "10.0.0.1", "for=203.0.113.7" + ", for=\"[::ffff:10.0.0.2]:80\"".repeat(60)));
  }
}
