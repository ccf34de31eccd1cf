package io.github.realip.runtime;

import io.github.realip.AgentLog;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.Mode;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Key;
import io.github.realip.config.Reload;
import io.github.realip.connection.Senders;
import io.github.realip.connection.SendersInForce;
import io.github.realip.names.NameService;
import io.github.realip.names.SystemNames;
import io.github.realip.request.RulesInForce;
import io.github.realip.resolve.ClientHeaders;
import io.github.realip.resolve.Rules;
import java.io.Closeable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The rules in force, kept up to date by one thread that reads changed files again and looks names up.
 *
 * <p>Requests only ever read fields. The thread exists only if a file or a name is configured; for a file it begins
 * with the first request, for a name at once, so that the first request finds an answer.
 */
public final class LiveRules implements Closeable, RulesInForce, SendersInForce, ConfigurationInForce {

  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MOST_DISAGREEMENTS = 10;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
  /** Between two look-ups because of a peer that is not trusted. */
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_MILLIS = 1000;

  private final AtomicBoolean threadWanted;
  private final boolean originIsWoven;
  private final CountDownLatch firstLookUp = new CountDownLatch(1);
  private final boolean proxyProtocolIsWoven;
  private volatile Rules rules;
  private volatile Senders senders;
  private volatile Configuration inForce;
  private volatile ClientHeaders clientHeaders;
  private volatile Map<String, List<Cidr>> answers = Collections.emptyMap();
  private volatile Thread thread;
  private volatile boolean closed;
  private volatile String place;
  private boolean placeIsOfTheJdk;
  private volatile boolean originIsAnswered;
  private volatile Reload lastReload;

  private volatile boolean hasNames;
  private volatile boolean unlistedPeer;
  private volatile long lookedUpAt;

  // what follows belongs to the thread alone

  private final Names names;
  /** The one read last: the one in force, or one with errors. */
  private Configuration readLast;
  /** The one that was read when the files were seen to have changed, if it is not yet known that they are complete. */
  private Configuration seenOnce;
  private int disagreements;
  private boolean readBefore;
  private long readAt;
  private boolean lookUpNow;

  /** Puts a configuration in force. */
  public LiveRules(Configuration configuration) {
    this(configuration, new SystemNames());
  }

  LiveRules(Configuration configuration, NameService service) {
    names = new Names(service);
    threadWanted = new AtomicBoolean(configuration.readsFiles() || !configuration.dnsNames().isEmpty());
    originIsWoven = configuration.rewritesOrigin();
    proxyProtocolIsWoven = configuration.namesSenders();
    readLast = configuration;
    take(configuration);
    publish();
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public Senders senders() {
    return senders;
  }

  @Override
  public Configuration configuration() {
    return inForce;
  }

  @Override
  public Reload lastReload() {
    return lastReload;
  }

  @Override
  public List<Cidr> addresses(String name) {
    List<Cidr> addresses = answers.get(name);
    return addresses == null ? Collections.<Cidr>emptyList() : addresses;
  }

  /**
   * Told that a class gives the client's address from now on; of the first one the log tells, and of the first that is
   * not the JDK's own, for that may be an exporter's.
   *
   * @param where the container and the class, for people
   */
  synchronized void rewritingIn(String where, boolean ofTheJdk) {
    if (place == null || placeIsOfTheJdk && !ofTheJdk) {
      place = where;
      placeIsOfTheJdk = ofTheJdk;
      if (inForce.isActive()) {
        inForce.announceRewriting(where);
      }
    }
  }

  /** Told that a forwarding component is there, in a class; of each one the log tells what becomes of its word. */
  void meets(String component, String name) {
    if (!inForce.isActive()) {
      return;
    }
    AgentLog.info(inForce.isObserving()
        ? "observes " + component + " (" + name + "), which stays in charge of the address"
        : "overrules " + component + " (" + name + "): the address that it finds is not used; realip.defer-to="
            + component + " leaves it in charge");
  }

  /** Told that a class gives scheme, host and port of the request as the client made it. */
  void answersOrigin() {
    originIsAnswered = true;
  }

  @Override
  public boolean originIsAnswered() {
    Rules now = rules;
    return originIsAnswered && now != null && now.origin() != null && !now.areObserved();
  }

  @Override
  public ClientHeaders clientHeaders() {
    return clientHeaders;
  }

  /**
   * Has names looked up before the first request.
   *
   * @param wait whether to wait for the answer, for a second at most
   */
  void lookUpFirst(boolean wait) {
    requested();
    try {
      if (wait && thread != null) {
        firstLookUp.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the thread on the first call, if there is work for it. */
  @Override
  public void requested() {
    if (threadWanted.get() && threadWanted.compareAndSet(true, false)) {
      try {
        thread = AgentThread.start("realip-refresh", new Runnable() {
          @Override
          public void run() {
            refreshUntilClosed();
          }
        });
      } catch (Throwable e) {
        AgentLog.error("cannot start the thread that looks up dns: names and reads changed files again: " + e
            + "; nobody is trusted by name and files stay as they were read; list the addresses in"
            + " realip.trusted-proxies");
      }
    }
  }

  @Override
  public boolean wantsUnlistedPeers() {
    return hasNames && !unlistedPeer && System.nanoTime() - lookedUpAt >= LEAST_NANOS;
  }

  @Override
  public void unlistedPeer() {
    if (wantsUnlistedPeers()) {
      unlistedPeer = true;
      LockSupport.unpark(thread);
    }
  }

  /** Ends the thread, if there is one; every answer is to be the container's from now on. */
  @Override
  public void close() {
    closed = true;
    threadWanted.set(false);
    hasNames = false;
    rules = null;
    clientHeaders = null;
    senders = null;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void refreshUntilClosed() {
    String lastFailure = ""; // told once, not every two seconds
    while (!closed) {
      try {
        refresh(System.nanoTime());
        lastFailure = "";
      } catch (Throwable e) {
        if (!closed && !lastFailure.equals(e.toString())) {
          lastFailure = e.toString();
          AgentLog.error(e + " while refreshing; keeping the previous rules; please report it");
        }
      }
      firstLookUp.countDown();
      LockSupport.parkNanos(this, POLL_NANOS);
      if (Thread.interrupted() && !closed) {
        AgentLog.error("the refreshing thread was interrupted and ends; keeping the previous rules; restart the"
            + " application to follow changes again");
        return;
      }
    }
  }

  /** One round: files first, for they may name other names. What both have changed is put in force together. */
  void refresh(long nanoTime) {
    boolean changed = false;
    try {
      if (!readBefore || nanoTime - readAt >= POLL_NANOS) {
        readBefore = true;
        readAt = nanoTime;
        changed = readFiles();
      }
      changed |= lookUpNames(nanoTime);
    } finally {
      if (changed) {
        publish();
      }
    }
  }

  /** Takes changed files when two looks at them agree: somebody may still be writing. */
  private boolean readFiles() {
    if (!readLast.filesHaveChanged()) {
      seenOnce = null;
      return false;
    }
    Configuration seen = inForce.reload();
    if (seenOnce == null || !seen.isReadFromTheSameAs(seenOnce)) {
      if (seenOnce == null) {
        disagreements = 0;
      } else if (++disagreements == MOST_DISAGREEMENTS) {
        AgentLog.warn("the files of the configuration keep changing, so no change is taken; keeping the previous rules;"
            + " leave them unchanged for four seconds");
      }
      seenOnce = seen;
      return false;
    }
    seenOnce = null;
    readLast = seen;
    AgentLog.info("the files of the configuration have changed and are read again");
    if (seen.isValid() || seen.isSwitchedOff()) {
      seen.announce(place);
      take(seen);
      lastReload = new Reload(System.currentTimeMillis(), true, "in force");
      return true;
    }
    String consequence = inForce.isActive() ? "keeping the previous rules" : "rewriting stays off";
    seen.complain(consequence);
    lastReload = new Reload(System.currentTimeMillis(), false, "refused, " + consequence + ": " + seen.firstError());
    return false;
  }

  private void take(Configuration configuration) {
    inForce = configuration;
    names.retain(configuration.dnsNames());
    hasNames = !configuration.dnsNames().isEmpty() && !closed;
    lookUpNow = true;
    if (configuration.rewritesOrigin() && !originIsWoven) {
      AgentLog.warn("realip.rewrite is read when the JVM starts, so only the address is rewritten; restart the"
          + " application");
    }
    if (configuration.namesSenders() && !proxyProtocolIsWoven) {
      AgentLog.warn(configuration.setting(Key.PROXY_PROTOCOL).origin() + ": the PROXY protocol is switched on"
          + " only when the JVM starts, so it is not read; restart the application");
    }
    if (!configuration.isActive()) {
      publish(); // whatever the name service is at
    }
  }

  private boolean lookUpNames(long nanoTime) {
    long wait = unlistedPeer ? 0 : TimeUnit.SECONDS.toNanos(inForce.dnsRefreshSeconds());
    if (names.fail()) {
      wait = Math.min(wait, RETRY_NANOS);
    }
    if (!hasNames || !lookUpNow && nanoTime - lookedUpAt < wait) {
      return false;
    }
    lookUpNow = false;
    lookedUpAt = nanoTime;
    unlistedPeer = false;
    return names.lookUp(inForce.dnsNames(), nanoTime);
  }

  private void publish() {
    answers = names.addresses();
    clientHeaders = inForce.mode() == Mode.ON ? inForce.clientHeaders() : null;
    rules = inForce.isActive() ? inForce.rules(answers) : null;
    senders = inForce.isActive() && inForce.namesSenders() ? inForce.senders(answers) : null;
    if (closed) { // meanwhile
      rules = null;
      clientHeaders = null;
      senders = null;
    }
  }
}
