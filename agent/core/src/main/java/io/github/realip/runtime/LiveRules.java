package io.github.realip.runtime;

import io.github.realip.AgentLog;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.request.RulesInForce;
import io.github.realip.resolve.Rules;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The rules in force, kept up to date by one thread that reads changed files again and looks names up.
 *
 * <p>Requests only ever read one field. The thread exists only if a file or a name is configured, and only from the
 * first request on.
 */
public final class LiveRules implements Closeable, RulesInForce, ConfigurationInForce {

  private static final long POLL_MILLIS = 2000;
  private static final int MOST_ADDRESSES = 1000;

  private final Lookup lookup;
  private final AtomicBoolean threadWanted;
  private final boolean originIsWoven;
  private volatile Rules rules;
  private volatile Configuration inForce;
  private volatile Thread thread;
  private volatile boolean closed;
  private volatile String place;
  private volatile boolean originIsAnswered;

  // what follows belongs to the thread alone

  /** The one read last: the one in force, or one with errors. */
  private Configuration readLast;
  private final Map<String, List<Cidr>> answers = new HashMap<String, List<Cidr>>();
  private final Set<String> failing = new HashSet<String>();
  private boolean lookedUp;
  private long lookedUpAt;

  /** Puts a configuration in force. */
  public LiveRules(Configuration configuration) {
    this(configuration, new SystemLookup());
  }

  LiveRules(Configuration configuration, Lookup lookup) {
    this.lookup = lookup;
    threadWanted = new AtomicBoolean(configuration.readsFiles() || !configuration.dnsNames().isEmpty());
    originIsWoven = configuration.rewritesOrigin();
    inForce = configuration;
    readLast = configuration;
    publish();
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public Configuration configuration() {
    return inForce;
  }

  /**
   * Told that a class gives the client's address from now on; of the first one the log tells.
   *
   * @param where the container and the class, for people
   */
  synchronized void rewritingIn(String where) {
    if (place == null) {
      place = where;
      if (inForce.isActive()) {
        inForce.announceRewriting(where);
      }
    }
  }

  /** Told that a class gives scheme, host and port of the request as the client made it. */
  void answersOrigin() {
    originIsAnswered = true;
  }

  @Override
  public boolean originIsAnswered() {
    Rules now = rules;
    return originIsAnswered && now != null && now.origin() != null;
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

  /** Ends the thread, if there is one; every answer is to be the container's from now on. */
  @Override
  public void close() {
    closed = true;
    threadWanted.set(false);
    rules = null;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void refreshUntilClosed() {
    String lastFailure = ""; // told once, not every two seconds
    try {
      while (!closed) {
        try {
          refresh(System.nanoTime());
          lastFailure = "";
        } catch (Throwable e) {
          if (!closed && !lastFailure.equals(e.toString())) {
            lastFailure = e.toString();
            AgentLog.error(e + " while refreshing; the rules of before hold; please report it");
          }
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      if (closed) {
        return;
      }
      AgentLog.error("the refreshing thread was interrupted and ends; the rules of before hold; restart the"
          + " application to follow changes again");
    }
  }

  /** One round: files first, for they may name other names. */
  void refresh(long nanoTime) {
    if (readLast.filesHaveChanged()) {
      reload();
    }
    boolean due = !lookedUp
        || nanoTime - lookedUpAt >= TimeUnit.SECONDS.toNanos(inForce.dnsRefreshSeconds());
    if (due && !inForce.dnsNames().isEmpty()) {
      lookedUp = true;
      lookedUpAt = nanoTime;
      lookUpNames();
    }
  }

  private void reload() {
    readLast = readLast.reload();
    AgentLog.info("the configuration has changed and is read again");
    if (readLast.isValid()) {
      inForce = readLast;
      lookedUp = false;
      answers.keySet().retainAll(inForce.dnsNames());
      failing.retainAll(inForce.dnsNames());
      inForce.announce(place);
      if (inForce.rewritesOrigin() && !originIsWoven) {
        AgentLog.warn("realip.rewrite is read when the JVM starts, so only the address is rewritten; restart the"
            + " application");
      }
      publish();
    } else {
      readLast.complain(inForce.isValid() ? "the rules of before hold" : "rewriting stays off");
    }
  }

  private void lookUpNames() {
    boolean changed = false;
    for (String name : inForce.dnsNames()) {
      try {
        List<Cidr> addresses = lookUp(name);
        if (failing.remove(name)) {
          AgentLog.info("dns:" + name + " has an answer again");
        }
        changed |= !addresses.toString().equals(String.valueOf(answers.put(name, addresses)));
      } catch (IOException e) {
        if (failing.add(name)) {
          AgentLog.warn("dns:" + name + ": " + e.getMessage() + "; " + (answers.containsKey(name)
              ? "the last answer holds" : "nobody is trusted by it until there is an answer")
              + "; check the name and the name service");
        }
      }
    }
    if (changed) {
      publish();
    }
  }

  private List<Cidr> lookUp(String name) throws IOException {
    List<String> texts = lookup.addresses(name);
    if (texts.size() > MOST_ADDRESSES) {
      throw new IOException("more than " + MOST_ADDRESSES + " addresses");
    }
    List<Cidr> addresses = new ArrayList<Cidr>();
    for (String text : texts) {
      addresses.add(Cidr.parse(text));
    }
    AgentLog.debug("dns:" + name + " is " + texts);
    return addresses;
  }

  private void publish() {
    rules = inForce.isActive() ? inForce.rules(answers) : null;
    if (closed) { // meanwhile
      rules = null;
    }
  }

  /** The name service that the JVM uses. */
  private static final class SystemLookup implements Lookup {
    @Override
    public List<String> addresses(String name) throws IOException {
      List<String> texts = new ArrayList<String>();
      InetAddress[] found;
      try {
        found = InetAddress.getAllByName(name);
      } catch (IOException e) {
        throw new IOException("no such host, or no answer from the name service", e);
      } catch (SecurityException e) {
        throw new IOException("the security manager forbids the look-up", e);
      }
      for (InetAddress address : found) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        texts.add(zone < 0 ? text : text.substring(0, zone));
      }
      return texts;
    }
  }
}
