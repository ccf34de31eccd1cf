package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that comes and goes while its container stays: none of its class loaders may. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.realip.containers.Cell#samplesThatRedeploy")
@Shows(Aspect.REDEPLOYMENT)
class RedeployIT extends EachCell {
  /** What the page of results says; otherwise as many as tell a leak from chance. */
  private static final int ROUNDS = Boolean.getBoolean("realip.matrix.page") ? 10 : 5;
  private static final int PATIENCE_SECONDS = 60;
  /** Of which the application has one object for each of its class loaders. */
  private static final String MARK = "io\\.github\\.realip\\.whoami\\.LoaderMark";
  /** A thread that a request happens to start has the application's class loader as its own, for good. */
  private static final int CHANCE = 2;
  /** What only soft references hold is not kept, but stays until there is need. */
  private static final String NOTHING_SOFT = "-XX:SoftRefLRUPolicyMSPerMB=0";

  @Override
  Site start(Cell cell) throws Exception {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.add(NOTHING_SOFT);
    return cell.withOption(Launcher.REDEPLOY).start(options, false);
  }

  @Test
  void noClassLoaderOfTheApplicationStays() throws Exception {
    int with = loadersKept(site, "203.0.113.7");

    assertEquals(1, site.server().jvm().instances("io\\.github\\.realip\\.HiddenClassLoader"));
    if (with == 0) {
      assertFalse(site.server().redeployment().findsLeaks());
      return;
    }
    site.close(); // some containers keep them by themselves on some Javas
    try (Site plain = cell.withOption(Launcher.REDEPLOY).start(List.of(NOTHING_SOFT), false)) {
      int without = loadersKept(plain, "127.0.0.10");
      String kept = with + " class loaders of " + ROUNDS + " redeployments, without the agent " + without;
      assertTrue(with <= without + CHANCE, () -> "keeps " + kept);
      Measurements.remark(cell, "keeps " + kept);
    }
  }

  private static int loadersKept(Site site, String client) throws Exception {
    useTheApplication(site, client);
    assertEquals(1, loaders(site));
    Redeployment redeployment = site.server().redeployment();
    for (int round = 0; round < ROUNDS; round++) {
      redeployment.undeploy();
      awaitStatus(site, 404);
      redeployment.deploy();
      awaitStatus(site, 200);
      useTheApplication(site, client);
    }
    assertFalse(site.server().process().output().contains("memory leak"), site.server().process()::log);
    return awaitKept(site, client);
  }

  /** A thread of a pool may still have what it did last in mind: it gets other work. */
  private static int awaitKept(Site site, String client) throws Exception {
    int kept = ROUNDS;
    for (int attempt = 0; attempt < 10 && kept > 0; attempt++) {
      useTheApplication(site, client);
      kept = loaders(site) - 1;
    }
    return kept;
  }

  private static int loaders(Site site) throws Exception {
    return site.server().jvm().instances(MARK);
  }

  private static void useTheApplication(Site site, String client) throws Exception {
    for (String path : new String[] {"/whoami", "/wrapped?depth=2", "/async", "/forward", "/filtered", "/include"}) {
      assertEquals(client, site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1").address());
    }
    assertEquals("198.51.100.99", site.proxied("203.0.113.7", "/overridden").address());
  }

  private static void awaitStatus(Site site, int status) throws Exception {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (site.direct("127.0.0.1", "/whoami").status() != status) {
      assertTrue(System.nanoTime() < end, () -> "no " + status + " for " + PATIENCE_SECONDS + " s");
      Thread.sleep(50);
    }
  }
}
