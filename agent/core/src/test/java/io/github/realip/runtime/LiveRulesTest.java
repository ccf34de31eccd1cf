package io.github.realip.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.CapturedLog;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationTest;
import io.github.realip.names.NameService;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Changed files and names, round by round, and the thread that makes the rounds. */
class LiveRulesTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @RegisterExtension
  final CapturedLog log = new CapturedLog();

  @TempDir
  Path directory;

  /** A name service that is told what to answer. */
  private static final class FakeNames implements NameService {
    final Map<String, List<String>> answers = new HashMap<>();
    int asked;

    @Override
    public List<String> addresses(String name) throws IOException {
      asked++;
      if (!answers.containsKey(name)) {
        throw new IOException("no answer");
      }
      return answers.get(name);
    }
  }

  private final FakeNames lookup = new FakeNames();
  private long now;

  private LiveRules live(String... namesAndValues) {
    return new LiveRules(
        Configuration.load(ConfigurationTest.properties(namesAndValues), Map.of(), null), lookup);
  }

  private static boolean trusts(LiveRules live, String peer) {
    return live.rules() != null && Resolver.isTrusted(live.rules(), peer);
  }

  /** As much time as two looks at the files take. */
  private void settle(LiveRules live) {
    for (int i = 0; i < 2; i++) {
      live.refresh(now);
      now += 2 * SECOND;
    }
  }

  // files

  @Test
  void readsAChangedFileAgain() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=192.0.2.1\n");
    LiveRules live = live("realip.config-file", file.toString());
    live.rewritingIn("Tomcat (some.Request)", false);
    live.rewritingIn("Jetty (another.Request)", false);
    assertEquals("realip-agent: rewriting is on in Tomcat (some.Request): trusts 192.0.2.1; reads X-Forwarded-For;"
        + " settings from " + file + ", system properties\n", log.take());
    assertTrue(trusts(live, "192.0.2.1"));
    Rules before = live.rules();
    settle(live);
    assertSame(before, live.rules());
    // the same size and the same time: only the content differs
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "trusted-proxies=192.0.2.2\n");
    Files.setLastModifiedTime(file, time);
    settle(live);
    assertFalse(trusts(live, "192.0.2.1"));
    assertTrue(trusts(live, "192.0.2.2"));
    assertEquals("realip-agent: the files of the configuration have changed and are read again\n"
        + "realip-agent: rewriting is on in Tomcat (some.Request): trusts 192.0.2.2; reads X-Forwarded-For; settings"
        + " from " + file + ", system properties\n", log.take());
  }

  /** An exporter is asked before or after the application starts, and what matters is the application's server. */
  @Test
  void theServerOfAnExporterGivesWayToTheApplications() {
    LiveRules live = live("realip.trusted-proxies", "192.0.2.1");
    live.rewritingIn("the JDK's HttpServer (sun.Exchange)", true);
    live.rewritingIn("Tomcat (some.Request)", false);
    live.rewritingIn("the JDK's HttpServer (sun.Exchange)", true);
    live.rewritingIn("Jetty (another.Request)", false);
    assertEquals(List.of("the JDK's HttpServer (sun.Exchange)", "Tomcat (some.Request)"),
        log.take().lines().map(line -> line.replaceAll(".* on in (.*?): .*", "$1")).toList());
  }

  @Test
  void followsTheLinksThatKubernetesSwaps() throws IOException {
    Path first = Files.createDirectory(directory.resolve("..2026_01"));
    Path second = Files.createDirectory(directory.resolve("..2026_02"));
    Files.writeString(first.resolve("realip.properties"), "trusted-proxies=192.0.2.1\n");
    Files.writeString(second.resolve("realip.properties"), "trusted-proxies=192.0.2.2\n");
    Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
    Path mounted = Files.createSymbolicLink(directory.resolve("realip.properties"),
        Path.of("..data", "realip.properties"));
    LiveRules live = live("realip.config-file", mounted.toString());
    assertTrue(trusts(live, "192.0.2.1"));
    Path swap = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
    Files.move(swap, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle(live);
    assertTrue(trusts(live, "192.0.2.2"));
    assertFalse(trusts(live, "192.0.2.1"));
  }

  @Test
  void keepsTheRulesWhenTheNewFileIsInvalid() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=192.0.2.1\n");
    LiveRules live = live("realip.config-file", file.toString());
    Files.writeString(file, "trusted-proxies=192.0.2.2/33\n");
    settle(live);
    settle(live);
    assertTrue(trusts(live, "192.0.2.1"));
    assertEquals("realip-agent: the files of the configuration have changed and are read again\n"
        + "realip-agent: error: trusted-proxies in " + file + ", line 1: invalid entry \"192.0.2.2/33\"; keeping the"
        + " previous rules; write a number from 0 to 32 after the slash\n", log.take());
    Files.delete(file);
    settle(live);
    settle(live);
    assertTrue(trusts(live, "192.0.2.1"));
    assertEquals("realip-agent: the files of the configuration have changed and are read again\n"
        + "realip-agent: error: system property realip.config-file: cannot read the file \"" + file + "\": there is no"
        + " such file; keeping the previous rules; create the file or correct the path\n", log.take());
    Files.writeString(file, "trusted-proxies=192.0.2.3\n");
    settle(live);
    assertTrue(trusts(live, "192.0.2.3"));
    assertFalse(trusts(live, "192.0.2.1"));
  }

  @Test
  void takesAChangedFileWhenTwoLooksAgree() throws IOException {
    Path list = Files.writeString(directory.resolve("list"), "192.0.2.1\n");
    LiveRules live = live("realip.trusted-proxies", "@" + list);
    live.refresh(0);
    Files.writeString(list, "192.0.2.2\n192.0.2.");
    live.refresh(2 * SECOND);
    Files.writeString(list, "192.0.2.2\n192.0.2.33\n");
    live.refresh(4 * SECOND);
    live.refresh(5 * SECOND); // woken for another reason
    assertTrue(trusts(live, "192.0.2.1"));
    assertEquals("", log.take());
    live.refresh(6 * SECOND);
    assertTrue(trusts(live, "192.0.2.2"));
    assertTrue(trusts(live, "192.0.2.33"));
    assertFalse(trusts(live, "192.0.2.1"));
  }

  @Test
  void saysThatAFileThatNeverRestsIsNotTaken() throws IOException {
    Path list = Files.writeString(directory.resolve("list"), "192.0.2.1\n");
    LiveRules live = live("realip.trusted-proxies", "@" + list);
    for (int i = 0; i < 30; i++) {
      Files.writeString(list, "192.0.2.2 # " + i + "\n");
      live.refresh(2 * i * SECOND);
    }
    assertTrue(trusts(live, "192.0.2.1"));
    assertEquals(1, log.take().lines().filter(line -> line.contains("keep changing")).count());
    live.refresh(60 * SECOND);
    assertTrue(trusts(live, "192.0.2.2"));
  }

  @Test
  void whatNeedsARestartIsSaidAndNotClaimed() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=192.0.2.1\n");
    LiveRules live = live("realip.config-file", file.toString());
    live.rewritingIn("Tomcat (some.Request)", false);
    log.take();
    for (String other : List.of("", "log=info\n")) { // again after another change
      Files.writeString(file, "trusted-proxies=192.0.2.2\ndefer-to=remote-ip-valve\ndiagnose=false\n" + other);
      settle(live);
      assertTrue(trusts(live, "192.0.2.2"));
      String said = log.take();
      assertTrue(said.contains("defer-to in " + file + ", line 2: \"remote-ip-valve\" is not in force until the JVM is"
          + " restarted"), said);
      assertTrue(said.contains("diagnose in " + file + ", line 3: \"false\" is not in force"), said);
      assertFalse(said.contains("writes stays"), said);
    }
    assertTrue(live.configuration().isDiagnosing());
    Files.writeString(file, "trusted-proxies=192.0.2.1\n");
    settle(live);
    assertFalse(log.take().contains("not in force"));
  }

  @Test
  void comesToLifeWhenTheFileAppears() throws IOException {
    Path file = directory.resolve("f");
    LiveRules live = live("realip.config-file", file.toString());
    assertNull(live.rules());
    Files.writeString(file, "trusted-hops=x\n");
    settle(live);
    assertNull(live.rules());
    assertTrue(log.take().contains("invalid value \"x\"; rewriting stays off; write a number"));
    Files.writeString(file, "trusted-proxies=192.0.2.1\n");
    settle(live);
    assertTrue(trusts(live, "192.0.2.1"));
  }

  // names

  @Test
  void trustsTheAddressesBehindAName() {
    LiveRules live = live("realip.trusted-proxies", "dns:ingress,192.0.2.1", "realip.dns-refresh", "10s");
    assertTrue(trusts(live, "192.0.2.1"));
    lookup.answers.put("ingress", List.of("10.0.0.1", "fd00::1"));
    assertFalse(trusts(live, "10.0.0.1"));
    live.refresh(0);
    assertTrue(trusts(live, "10.0.0.1"));
    assertTrue(trusts(live, "fd00::1"));
    assertTrue(trusts(live, "192.0.2.1"));
    lookup.answers.put("ingress", List.of("10.0.0.2"));
    live.refresh(9 * SECOND);
    assertEquals(1, lookup.asked);
    assertTrue(trusts(live, "10.0.0.1"));
    live.refresh(10 * SECOND);
    assertTrue(trusts(live, "10.0.0.2"));
    assertFalse(trusts(live, "10.0.0.1"));
    Rules before = live.rules();
    live.refresh(20 * SECOND);
    assertSame(before, live.rules());
    assertEquals("", log.take());
  }

  @Test
  void anAnswerHoldsForAnHourWhenTheNameServiceIsSilent() {
    LiveRules live = live("realip.trusted-proxies", "dns:ingress", "realip.dns-refresh", "30s");
    live.refresh(0);
    live.refresh(10 * SECOND);
    assertNotNull(live.rules());
    assertFalse(trusts(live, "10.0.0.1"));
    assertEquals("realip-agent: warning: dns:ingress: no answer; nobody is trusted by it until there is an answer;"
        + " check the name and the name service\n", log.take());
    lookup.answers.put("ingress", List.of("10.0.0.1"));
    live.refresh(20 * SECOND); // sooner than dns-refresh
    assertTrue(trusts(live, "10.0.0.1"));
    assertEquals("realip-agent: dns:ingress has an answer again\n", log.take());
    lookup.answers.clear();
    live.refresh(60 * SECOND);
    live.refresh(3600 * SECOND);
    assertTrue(trusts(live, "10.0.0.1"));
    assertEquals("realip-agent: warning: dns:ingress: no answer; its last answer is trusted for an hour at most;"
        + " check the"
        + " name and the name service\n", log.take());
    live.refresh(3661 * SECOND);
    live.refresh(3700 * SECOND);
    assertFalse(trusts(live, "10.0.0.1"));
    assertEquals("realip-agent: warning: dns:ingress: no answer; nobody is trusted by it until there is an answer;"
        + " check"
        + " the name and the name service\n", log.take());
  }

  @Test
  void anAnswerHoldsForAMinuteWhenThereIsNoSuchNameAnyMore() {
    lookup.answers.put("ingress", List.of("10.0.0.1"));
    LiveRules live = live("realip.trusted-proxies", "dns:ingress,192.0.2.1");
    live.refresh(0);
    lookup.answers.put("ingress", List.of());
    live.refresh(30 * SECOND);
    assertTrue(trusts(live, "10.0.0.1"));
    lookup.answers.clear(); // no answer at all does not begin it anew
    live.refresh(50 * SECOND);
    lookup.answers.put("ingress", List.of());
    live.refresh(89 * SECOND);
    assertTrue(trusts(live, "10.0.0.1"));
    assertEquals("realip-agent: warning: dns:ingress: there is no such name; its last answer is trusted for a minute at"
        + " most; check the name and the name service\n", log.take());
    live.refresh(99 * SECOND);
    assertFalse(trusts(live, "10.0.0.1"));
    assertTrue(trusts(live, "192.0.2.1"));
    assertTrue(log.take().contains("there is no such name; nobody is trusted by it"));
  }

  @Test
  void looksAgainForAPeerThatIsNotListedButOnceASecond() {
    lookup.answers.put("ingress", List.of("10.0.0.1"));
    long now = System.nanoTime(); // a request asks the clock itself
    LiveRules justNow = live("realip.trusted-proxies", "dns:ingress");
    justNow.refresh(now + 3600 * SECOND);
    assertFalse(justNow.wantsUnlistedPeers());

    LiveRules later = live("realip.trusted-proxies", "dns:ingress");
    later.refresh(now - 2 * SECOND);
    assertTrue(later.wantsUnlistedPeers());
    lookup.answers.put("ingress", List.of("10.0.0.3"));
    later.unlistedPeer();
    assertFalse(later.wantsUnlistedPeers(), "somebody has asked");
    later.refresh(now - SECOND);
    assertTrue(trusts(later, "10.0.0.3"));
  }

  @Test
  void addressesAloneWantNoWordOfUnlistedPeers() {
    assertFalse(live("realip.trusted-proxies", "192.0.2.1").wantsUnlistedPeers());
    LiveRules closed = live("realip.trusted-proxies", "dns:ingress");
    closed.close();
    assertFalse(closed.wantsUnlistedPeers());
  }

  @Test
  void refusesMoreThanAThousandAddresses() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      many.add("10.0." + i / 256 + "." + i % 256);
    }
    lookup.answers.put("ingress", many);
    LiveRules live = live("realip.trusted-proxies", "dns:ingress");
    live.refresh(0);
    assertFalse(trusts(live, "10.0.0.1"));
    assertTrue(log.take().contains("dns:ingress: it has more than 1000 addresses; nobody is trusted"));
    lookup.answers.put("ingress", many.subList(0, 1000));
    live.refresh(10 * SECOND);
    assertTrue(trusts(live, "10.0.0.1"));
    assertTrue(trusts(live, "10.0.3.231"));
  }

  @Test
  void looksUpTheNamesOfANewFileAtOnceAndForgetsTheOld() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "trusted-proxies=dns:old\n");
    lookup.answers.put("old", List.of("10.0.0.1"));
    lookup.answers.put("new", List.of("10.0.0.2"));
    LiveRules live = live("realip.config-file", file.toString());
    settle(live);
    assertTrue(trusts(live, "10.0.0.1"));
    Files.writeString(file, "trusted-proxies=dns:new\n");
    settle(live);
    assertTrue(trusts(live, "10.0.0.2"));
    assertFalse(trusts(live, "10.0.0.1"));
  }

  // the thread

  private static Thread refreshThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("realip-refresh")).findFirst().orElse(null);
  }

  @Test
  void startsOneThreadThatKeepsNothingOfItsCreator() throws InterruptedException {
    LiveRules idle = live("realip.trusted-proxies", "192.0.2.1");
    idle.requested();
    assertNull(refreshThread());

    InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
    inheritable.set("of a request");
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch asked = new CountDownLatch(1);
    LiveRules live = new LiveRules(Configuration.load(
        ConfigurationTest.properties("realip.trusted-proxies", "dns:ingress"), Map.of(), null), name -> {
          seen.add(String.valueOf(inheritable.get()));
          thread.set(Thread.currentThread());
          asked.countDown();
          return List.of("10.0.0.1");
        });
    assertNull(refreshThread());
    live.lookUpFirst(true);
    assertTrue(trusts(live, "10.0.0.1"), "the first request finds an answer");
    live.requested();
    assertTrue(asked.await(10, TimeUnit.SECONDS));
    assertTrue(thread.get().isDaemon());
    assertEquals("realip-refresh", thread.get().getName());
    assertNull(thread.get().getContextClassLoader());
    assertEquals(List.of("null"), seen);
    long running = Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("realip-refresh")).count();
    assertEquals(1, running);
    thread.get().interrupt();
    thread.get().join(10_000);
    assertFalse(thread.get().isAlive());
    assertTrue(trusts(live, "10.0.0.1"));
  }

  @Test
  void closedItTrustsNobodyAndItsThreadEndsWithoutAWord() throws InterruptedException {
    lookup.answers.put("ingress", List.of("10.0.0.1"));
    LiveRules live = live("realip.trusted-proxies", "192.0.2.1,dns:ingress");
    live.requested();
    Thread thread = refreshThread();
    assertTrue(trusts(live, "192.0.2.1"));
    live.close();
    thread.join(10_000);
    assertFalse(thread.isAlive());
    assertNull(live.rules());
    live.refresh(0); // a round that was under way
    assertNull(live.rules());
    live.requested();
    assertNull(refreshThread());
    assertFalse(log.take().contains("error"));
  }
}
