package io.github.realip.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.realip.config.Configuration;
import io.github.realip.runtime.LiveRules;
import io.github.realip.request.Functions;
import io.github.realip.request.HeaderStep;
import io.github.realip.request.Watch;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What watching does to the watched: nothing but a little time. */
class RequestWatchTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Observer seen = (request, interval, nanoTime) -> {
  };
  private RequestWatch watch;

  @AfterEach
  void close() {
    watch.close();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      "10.0.0.1,            '203.0.113.7'",
      "10.0.0.1,            '6.6.6.6, 203.0.113.7, 10.0.0.2'",
      "10.0.0.1,            'nonsense'",
      "10.0.0.1,            ''",
      "10.0.0.1,            -",
      "192.0.2.1,           '203.0.113.7'",
      "[fe80::1%eth0],      '203.0.113.7'",
      "not an address,      '203.0.113.7'",
      "'',                  '203.0.113.7'",
      "-,                   '203.0.113.7'"})
  void aRequestThatIsLookedAtGetsTheSameAnswer(String peer, String line) {
    for (String list : new String[] {"", "10.0.0.0/24", "0.0.0.0/0,::/0,unix:"}) {
      LiveRules rules = rules(list);
      watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
      Object expected = ask(new Woven(rules, Watch.NONE), peer, line, new ArrayList<>());
      List<String> read = new ArrayList<>();
      Object answer = ask(new Woven(rules, watch), peer, line, read);
      assertEquals(expected, answer);
      if (peer != null && peer.equals(expected)) {
        assertSame(peer, answer, "the container's own text, not an equal one");
      }
      assertTrue(peer == null || read.contains("User-Agent"), "not looked at");
      watch.close();
    }
  }

  @Test
  void aSocketAddressToo() throws Exception {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 4711);
    Woven client = new Woven(rules, watch);
    InetSocketAddress answer = (InetSocketAddress) ask(client, peer, "203.0.113.7", new ArrayList<>());
    assertEquals("203.0.113.7", answer.getAddress().getHostAddress());
    assertEquals(peer, ask(client, peer, "nonsense", new ArrayList<>()));
    assertEquals(1, (long) watch.decisionsByReason().get("FIRST_UNTRUSTED_HOP"));
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 80);
    assertSame(unresolved, ask(client, unresolved, "203.0.113.7", new ArrayList<>()));
  }

  @Test
  void theMxbeanComesWithTheFirstQuestionAndGoesAgain() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.github.realip:type=RealIp");
    for (int times = 0; times < 2; times++) {
      LiveRules rules = rules("10.0.0.0/24");
      watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
      assertFalse(server.isRegistered(name));
      ask(new Woven(rules, watch), "10.0.0.1", "203.0.113.7", new ArrayList<>());
      for (int i = 0; i < 500 && !server.isRegistered(name); i++) {
        Thread.sleep(20);
      }
      assertEquals("rewriting is on: trusts 10.0.0.0/24; reads X-Forwarded-For; settings from system"
          + " properties", server.getAttribute(name, "Summary"));
      watch.close();
      assertFalse(server.isRegistered(name));
      List<String> read = new ArrayList<>();
      assertEquals("203.0.113.7", ask(new Woven(rules, watch), "10.0.0.1", "203.0.113.7", read));
      assertEquals(List.of("X-Forwarded-For"), read, "still looks at requests");
    }
  }

  @Test
  void everyDecisionIsCountedOnce() {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    Woven client = new Woven(rules, watch);
    for (int i = 0; i < 5000; i++) {
      ask(client, "10.0.0.1", "203.0.113.7", new ArrayList<>());
      ask(client, "10.0.0.1", null, new ArrayList<>());
      ask(client, "192.0.2.1", "203.0.113.7", new ArrayList<>());
      ask(client, "10.0.0.1", "10.0.0.3", new ArrayList<>());
    }
    for (Map.Entry<String, Long> each : watch.decisionsByReason().entrySet()) {
      boolean asked = List.of("FIRST_UNTRUSTED_HOP", "NO_HEADER", "UNTRUSTED_PEER", "ALL_TRUSTED")
          .contains(each.getKey());
      assertEquals(asked ? 5000 : 0, each.getValue(), each.getKey());
    }
  }

  @Test
  void aBusyServerReadsNoHeaderOfUntrustedPeersAndAllocatesNothing() {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    Woven client = new Woven(rules, watch);
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 6_000_000; i++) {
      ask(client, "192.168.0.9", "203.0.113.7", read);
    }
    read.clear();
    int questions = 1_000_000;
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < questions; i++) {
      ask(client, "192.168.0.9", "203.0.113.7", read);
    }
    double bytes = (double) (THREADS.getThreadAllocatedBytes(thread) - before) / questions;
    double headers = (double) read.size() / questions;
    assertTrue(bytes < 1, bytes + " bytes a question");
    assertTrue(headers < 0.001, headers + " headers a question");
  }

  @Test
  void requestsWhoseAddressNobodyAsksForAreLookedAtAsSeldom() {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    Woven container = new Woven(rules, watch);
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      container.take("10.0.0.1", "203.0.113.7", read);
    }
    read.clear();
    for (int i = 0; i < 10_000; i++) {
      container.take("10.0.0.1", "203.0.113.7", read);
    }
    long lookedAt = read.stream().filter("User-Agent"::equals).count();
    assertTrue(lookedAt < 500, lookedAt + " of 10,000");
  }

  @Test
  void manyThreadsAtOnceLeaveEveryAnswerRight() throws Exception {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    Woven client = new Woven(rules, watch);
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String own = "203.0.113." + t;
      Thread thread = new Thread(() -> {
        for (int i = 0; i < 20_000; i++) {
          Object answer = ask(client, "10.0.0.1", own, new ArrayList<>());
          if (!own.equals(answer)) {
            wrong.add(own + " got " + answer);
          }
        }
      });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), wrong);
    assertEquals(160_000, watch.decisionsByReason().get("FIRST_UNTRUSTED_HOP"));
  }

  @Test
  void recordedDecisionsAreFewShortAndEscaped() {
    LiveRules rules = rules("10.0.0.0/24");
    watch = new RequestWatch(rules, seen, List::of, () -> "", task -> new Thread(task).start());
    Woven client = new Woven(rules, watch);
    ask(client, "10.0.0.1", "203.0.113.7", new ArrayList<>());
    assertEquals(List.of(), watch.recentDecisions());
    watch.record(true);
    ask(client, "10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", new ArrayList<>());
    assertEquals(List.of("peer 10.0.0.1, X-Forwarded-For: \"6.6.6.6, 203.0.113.7, 10.0.0.2\", hops from the right:"
        + " 10.0.0.2=TRUSTED 203.0.113.7=UNTRUSTED, answer 203.0.113.7, reason FIRST_UNTRUSTED_HOP"),
        watch.recentDecisions());
    for (int i = 0; i < 10_000; i++) {
      ask(client, "10.0.0.1", "\u001b[31m\r\n".repeat(100) + ", 203.0.113." + i % 256, new ArrayList<>());
    }
    List<String> recent = watch.recentDecisions();
    assertEquals(16, recent.size());
    assertTrue(recent.get(15).endsWith("203.0.113.15, reason FIRST_UNTRUSTED_HOP"), recent.get(15));
    for (String each : recent) {
      assertTrue(each.matches("[ -~]{1,1500}"), each);
    }
    watch.record(false);
    assertEquals(List.of(), watch.recentDecisions());
  }

  private static Object ask(Woven client, Object peer, String line, List<String> read) {
    return client.ask(peer, line, read);
  }

  private static LiveRules rules(String list) {
    Properties properties = new Properties();
    properties.setProperty("realip.trusted-proxies", list);
    return new LiveRules(Configuration.load(properties, Map.of(), null));
  }

  /** What woven code does; steps of more than one class would make it slow. */
  private static final class Woven {
    private final BiFunction<Object, Object, Object> head;
    private final BiFunction<Object, Object, Object> client;

    Woven(LiveRules rules, Watch watch) {
      Map<String, BiFunction<Object, Object, Object>> functions = Functions.all(rules, watch, (failure, place) -> null);
      head = functions.get("head");
      client = functions.get("client");
    }

    Object ask(Object peer, String line, List<String> read) {
      return client.apply(take(peer, line, read), peer);
    }

    Object take(Object peer, String line, List<String> read) {
      Object kept = head.apply(peer, null);
      while (kept instanceof BiFunction) {
        String name = kept.toString();
        read.add(name);
        kept = ((HeaderStep) kept).apply(peer, name.equals("X-Forwarded-For") && line != null
            ? Collections.enumeration(List.of(line)) : null);
      }
      return kept;
    }
  }
}
