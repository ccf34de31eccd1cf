package io.github.realip.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measured in bytes, which, unlike time, are the same on every run. */
class AllocationTest {

  private static final int CALLS = 2_000;

  /** An outcome, its text of 15 characters and the builder it is made in, before the JIT compiler's savings. */
  private static final long ONE_ANSWER = 192;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Rules LIST = Cases.walk("10.0.0.0/8", Cases.XFF);
  private static final Rules FORWARDED = Cases.walk("10.0.0.0/8", Cases.FORWARDED);
  private static final Rules COUNT = Cases.count(2, Cases.XFF);

  private static HeaderLines lines(Rules rules, String... lines) {
    return HeaderLines.of(rules.header(0), List.of(lines));
  }

  private static Outcome resolve(Rules rules, String peer, HeaderLines lines) {
    return Resolver.resolve(rules, peer, lines, HopListener.NONE);
  }

  /** Bytes per call; the least of several measurements, for the JVM sometimes allocates on a thread's behalf. */
  private static long bytes(Rules rules, String peer, HeaderLines lines) {
    long least = Long.MAX_VALUE;
    long thread = Thread.currentThread().getId();
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        resolve(rules, peer, lines);
      }
      least = Math.min(least, (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS);
    }
    return least;
  }

  @Test
  void aForgedMegabyteCostsNoMemory() {
    String forged = "198.51.100.66, ".repeat(1 << 16);
    String tail = "203.0.113.7, 10.0.0.3, 10.0.0.2";
    assertOneAnswer(LIST, "203.0.113.7", tail);
    assertOneAnswer(LIST, "203.0.113.7", forged + tail);
    assertOneAnswer(LIST, "203.0.113.7", forged, tail);
    String forgedFor = "for=\"198.51.100.66\", ".repeat(1 << 16);
    String tailFor = "for=203.0.113.7;by=\"10.0.0.3\", for=10.0.0.2";
    assertOneAnswer(FORWARDED, "203.0.113.7", tailFor);
    assertOneAnswer(FORWARDED, "203.0.113.7", forgedFor + tailFor);
  }

  private static void assertOneAnswer(Rules rules, String client, String... lines) {
    HeaderLines head = lines(rules, lines);
    assertEquals(client, resolve(rules, "10.0.0.1", head).address());
    long bytes = bytes(rules, "10.0.0.1", head);
    assertTrue(bytes <= ONE_ANSWER, bytes + " bytes");
  }

  @Test
  void nothingIsAllocatedForAnAnswerThatIsThePeer() {
    for (String peer : List.of("203.0.113.9", "0:0:0:0:0:0:0:1", "fe80::1%eth0", "not an address", "")) {
      assertNoAllocation(LIST, peer, lines(LIST, "198.51.100.66"));
    }
    assertNoAllocation(LIST, "10.0.0.1", lines(LIST, "198.51.100.66, nonsense"));
    assertNoAllocation(LIST, "10.0.0.1", lines(LIST, "198.51.100.66", "nonsense"));
    assertNoAllocation(FORWARDED, "10.0.0.1", lines(FORWARDED, "for=198.51.100.66, for=unknown;by=\"10.0.0.1\""));
    assertNoAllocation(COUNT, "10.0.0.1", lines(COUNT, "198.51.100.66"));
    assertNoAllocation(LIST, "10.0.0.1", HeaderLines.NONE);
    assertNoAllocation(LIST, "10.0.0.1", HeaderLines.INCOMPLETE);
  }

  private static void assertNoAllocation(Rules rules, String peer, HeaderLines lines) {
    assertNull(resolve(rules, peer, lines).address());
    assertEquals(0, bytes(rules, peer, lines));
  }

  @Test
  void hopsCostNoMemory() {
    assertOneAnswer(LIST, "203.0.113.7", "203.0.113.7");
    assertOneAnswer(LIST, "203.0.113.7", "203.0.113.7" + ", 10.0.0.2".repeat(60));
    assertOneAnswer(COUNT, "203.0.113.7", "203.0.113.7, 10.0.0.2");
    assertOneAnswer(FORWARDED, "203.0.113.7", "for=203.0.113.7" + ", for=\"[::ffff:10.0.0.2]:80\"".repeat(60));
  }
}
