package io.github.realip.observe;

import io.github.realip.AgentLog;
import io.github.realip.RealIpAgent;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Reload;
import io.github.realip.resolve.Reason;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Offers the watch over JMX. The first user of JMX decides which MBean server the JVM gets, and that must be the
 * container: so this waits for it wherever a container has announced a server of its own.
 */
final class Management {

  private static final String BUILDER = "javax.management.builder.initial";

  private final RequestWatch watch;
  private final Executor threads;
  private boolean closed;
  private ObjectName registered;

  Management(RequestWatch watch, Executor threads) {
    this.watch = watch;
    this.threads = threads;
  }

  /** Whether a container has announced an MBean server of its own that is not there yet. */
  boolean isContainersTurn() {
    try {
      return System.getProperty(BUILDER) != null && MBeanServerFactory.findMBeanServer(null).isEmpty();
    } catch (Throwable forbidden) { // a security manager, a runtime without the module: then nobody comes
      return false;
    }
  }

  /** Registers from a thread of its own, for JMX takes its time to load; the thread ends then. */
  void registerSoon() {
    try {
      threads.execute(new Runnable() {
        @Override
        public void run() {
          try {
            register();
          } catch (Throwable failure) { // without a module, a permission: nobody but a JMX user misses it
            AgentLog.debug("no MXBean: " + failure);
          }
        }
      });
    } catch (Throwable failure) {
      AgentLog.debug("no MXBean: " + failure);
    }
  }

  private synchronized void register() throws Exception {
    if (!closed) {
      // a builder of the container's is looked for in this loader
      Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
      ObjectName name = new ObjectName(RealIpMXBean.NAME);
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(new StandardMBean(new Bean(watch), RealIpMXBean.class, true), name);
      registered = name;
      AgentLog.debug("offers the MXBean " + name);
    }
  }

  /** Undoes the registration, also one that has not happened yet. */
  synchronized void unregister() {
    closed = true;
    if (registered != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
      } catch (Exception gone) {
        AgentLog.debug("the MXBean is gone: " + gone);
      }
      registered = null;
    }
  }

  /** The answers to JMX clients. */
  private static final class Bean implements RealIpMXBean {

    private final RequestWatch watch;

    Bean(RequestWatch watch) {
      this.watch = watch;
    }

    @Override
    public Map<String, Long> getDecisionsByReason() {
      return watch.decisionsByReason();
    }

    @Override
    public long getDecisions() {
      return watch.decisions(EnumSet.allOf(Reason.class));
    }

    @Override
    public long getClients() {
      return watch.decisions(EnumSet.of(Reason.FIRST_UNTRUSTED_HOP, Reason.ALL_TRUSTED, Reason.TOO_MANY_HOPS,
          Reason.TRUSTED_HOP_COUNT, Reason.SINGLE_ADDRESS));
    }

    @Override
    public long getUntrustedPeers() {
      return watch.decisions(EnumSet.of(Reason.UNTRUSTED_PEER));
    }

    @Override
    public long getWithoutHeader() {
      return watch.decisions(EnumSet.of(Reason.NO_HEADER));
    }

    @Override
    public long getUnusableHeaders() {
      return watch.decisions(EnumSet.of(Reason.EMPTY_HOP, Reason.UNKNOWN_HOP, Reason.MALFORMED_HOP,
          Reason.TOO_FEW_HOPS, Reason.CONFLICTING_SINGLE_HEADER));
    }

    @Override
    public long getWouldChange() {
      return watch.wouldChange();
    }

    @Override
    public long getWouldLose() {
      return watch.wouldLose();
    }

    @Override
    public long getFactsWouldChange() {
      return watch.factsWouldChange();
    }

    @Override
    public long getFactsWouldLose() {
      return watch.factsWouldLose();
    }

    @Override
    public List<String> getFindings() {
      return watch.findings();
    }

    @Override
    public Map<String, String> getConfiguration() {
      Configuration configuration = watch.configuration();
      Map<String, String> values = new TreeMap<String, String>();
      for (Key key : Key.values()) {
        values.put(key.label(), configuration.setting(key).value());
      }
      return values;
    }

    @Override
    public String getSummary() {
      return watch.configuration().summary();
    }

    @Override
    public String getMode() {
      return watch.configuration().mode().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isDeciding() {
      return watch.configuration().isActive();
    }

    @Override
    public String getVersion() {
      return String.valueOf(RealIpAgent.identity());
    }

    @Override
    public String getLastReload() {
      Reload last = watch.lastReload();
      return last == null ? "" : last.result();
    }

    @Override
    public long getLastReloadTime() {
      Reload last = watch.lastReload();
      return last == null ? 0 : last.millis() / 1000;
    }

    @Override
    public boolean isLastReloadTaken() {
      Reload last = watch.lastReload();
      return last == null || last.isTaken();
    }

    @Override
    public int getFindingsCount() {
      return watch.findings().size();
    }

    @Override
    public Map<String, Long> getDifferences() {
      return watch.differences();
    }

    @Override
    public Map<String, Long> getFactDifferences() {
      return watch.factDifferences();
    }

    @Override
    public List<String> getExamples() {
      return watch.examples();
    }

    @Override
    public String getStatus() {
      return watch.status();
    }

    @Override
    public boolean isRecording() {
      return watch.isRecording();
    }

    @Override
    public void setRecording(boolean recording) {
      watch.record(recording);
    }

    @Override
    public List<String> getRecentDecisions() {
      return watch.recentDecisions();
    }
  }
}
