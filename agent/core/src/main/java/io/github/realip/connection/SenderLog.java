package io.github.realip.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.realip.AgentLog;
import io.github.realip.proxyprotocol.ProxyHeader;

/** Says why connections of senders are closed; a line of each kind a minute, for there may be one a connection. */
final class SenderLog {

  private final Limit missing = new Limit();
  private final Limit malformed = new Limit();

  void missing(InetSocketAddress sender) {
    if (missing.passes()) {
      AgentLog.warn(text(sender) + " is in realip.proxy-protocol, but a connection of it began without a header of"
          + " the PROXY protocol and is closed" + missing.others() + "; switch it on there, for health checks"
          + " too; for checks that cannot send it, set realip.proxy-protocol-missing=accept");
    }
  }

  void malformed(InetSocketAddress sender, ProxyHeader header) {
    malformed(sender, " of version " + header.version() + ": " + header.mistake());
  }

  void endsWithin(InetSocketAddress sender) {
    malformed(sender, ": the connection ends within it");
  }

  private void malformed(InetSocketAddress sender, String mistake) {
    if (malformed.passes()) {
      AgentLog.warn(text(sender) + " sent a malformed header of the PROXY protocol" + mistake
          + "; the connection is closed" + malformed.others() + "; see what it is: java -jar realip-agent.jar explain"
          + " --proxy-protocol-hex");
    }
  }

  private static String text(InetSocketAddress sender) {
    return sender.getAddress().getHostAddress();
  }

  /** Lets one pass a minute, and counts the others. */
  private static final class Limit {

    private static final long NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicInteger kept = new AtomicInteger();

    boolean passes() {
      long now = System.nanoTime();
      long due = next.get();
      boolean passes = now - due >= 0 && next.compareAndSet(due, now + NANOS);
      if (!passes) {
        kept.incrementAndGet();
      }
      return passes;
    }

    String others() {
      int count = kept.getAndSet(0);
      return count == 0 ? "" : ", like " + count + " others since the last such line";
    }
  }
}
