package io.github.realip.benchmarks.lists;

import com.sun.management.ThreadMXBean;
import io.github.realip.config.Configuration;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import io.github.realip.runtime.LiveRules;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A JVM of its own that has such a list; it prints what it finds, one figure a line. */
public final class ListJvm {

  private static final String ONE = "10.0.0.1";
  private static final String HEADER = "203.0.113.7, 10.0.0.2";
  private static final int WARM_UP_MILLIS = 2_000;
  private static final long PATIENCE_MILLIS = 60_000;

  private ListJvm() {
  }

  /**
   * Finds something out.
   *
   * @param args {@code memory} or {@code reload}; a directory for the files; how many entries; milliseconds of a window
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    int entries = Integer.parseInt(args[2]);
    if (args[0].equals("memory")) {
      memory(directory, entries);
    } else {
      reload(directory, entries, Integer.parseInt(args[3]));
    }
    System.exit(0);
  }

  private static LiveRules rules(String trusted) {
    Properties properties = new Properties();
    properties.setProperty("realip.trusted-proxies", trusted);
    Configuration configuration = Configuration.load(properties, Map.of(), null);
    if (!configuration.isValid()) {
      throw new IllegalStateException(String.valueOf(configuration.firstError()));
    }
    return new LiveRules(configuration);
  }

  private static void memory(Path directory, int entries) throws Exception {
    List<Path> files = ListFiles.write(directory, entries, 0);
    LiveRules one = rules(ONE + ",@" + ListFiles.write(directory.resolve("one"), 1, 0).get(0)); // loads the classes
    long before = used();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long start = System.nanoTime();
    LiveRules all = rules(ListFiles.setting(files));
    long end = System.nanoTime();
    allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
    long kept = used() - before;
    require(Resolver.isTrusted(all.rules(), ListFiles.last(entries, 0)) && !Resolver.isTrusted(all.rules(), ONE)
        && Resolver.isTrusted(one.rules(), ONE));
    System.out.println("kept\t" + kept / 1048576.0);
    System.out.println("allocated\t" + allocated / 1048576.0);
    System.out.println("read\t" + (end - start) / 1e6);
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void reload(Path directory, int entries, int millis) throws Exception {
    Caller caller = new Caller(rules(ONE));
    Thread thread = new Thread(caller, "request");
    thread.start();
    Thread.sleep(WARM_UP_MILLIS);
    caller.window("no file", millis);

    LiveRules live = rules(ListFiles.setting(ListFiles.write(directory, entries, 0)));
    live.requested();
    caller.live = live;
    Thread.sleep(WARM_UP_MILLIS);
    caller.window("same", millis);

    Rules before = live.rules();
    Path prepared = directory.resolve("prepared");
    ListFiles.write(prepared, entries, 1);
    long from = uptime();
    caller.begin();
    ListFiles.write(directory, entries, 1);
    Thread.sleep(millis);
    for (long end = uptime() + PATIENCE_MILLIS; live.rules() == before && uptime() < end;) {
      Thread.sleep(10);
    }
    caller.end("changed", from);
    require(Resolver.isTrusted(live.rules(), ListFiles.last(entries, 1))
        && !Resolver.isTrusted(live.rules(), ListFiles.last(entries, 0)));
  }

  private static long uptime() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("the list is not what was written");
    }
  }

  /** A thread that decides all the time, as one that serves requests does now and then. */
  private static final class Caller implements Runnable {
    private volatile LiveRules live;
    private volatile boolean fresh;
    private volatile long longest;

    private Caller(LiveRules live) {
      this.live = live;
    }

    @Override
    public void run() {
      long most = 0;
      for (long start = System.nanoTime();;) {
        Rules rules = live.rules();
        Resolver.resolve(rules, ONE, HeaderLines.of(rules.header(0), HEADER, List.of()), HopListener.NONE);
        long end = System.nanoTime();
        if (end - start > most) {
          most = end - start;
          longest = most;
        }
        if (fresh) {
          fresh = false;
          most = 0;
          longest = 0;
        }
        start = end;
      }
    }

    void window(String title, int millis) throws InterruptedException {
      long from = uptime();
      begin();
      Thread.sleep(millis);
      end(title, from);
    }

    void begin() throws InterruptedException {
      fresh = true;
      while (fresh) {
        Thread.sleep(1);
      }
    }

    void end(String title, long from) {
      System.out.println("window\t" + title + "\t" + from + "\t" + uptime() + "\t" + longest / 1e6);
    }
  }
}
