package io.github.realip.observe;

import io.github.realip.AgentLog;
import io.github.realip.config.ConfigurationInForce;
import io.github.realip.config.Printable;
import io.github.realip.request.ComparedFact;
import io.github.realip.request.Comparison;
import io.github.realip.request.Comparison.Kind;
import io.github.realip.resolve.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What would become of the application's answers if the agent answered: while its rules are only observed, it counts by
 * component, reason and kind, keeps a few examples, warns at once of what would be lost, and after a while says in a
 * line what a switch to {@code realip.mode=on} would change.
 */
final class Differences implements Observer {

  /** Requests after which the first line is said, or time, whichever comes first. */
  private static final long ENOUGH = 1000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
  /** Between two lines. */
  private static final long PAUSE_NANOS = TimeUnit.HOURS.toNanos(24);

  private static final int KINDS = Kind.values().length;
  private static final int MOST_EXAMPLES = 3;
  private static final int LONGEST = 200;

  private final ConfigurationInForce live;
  private final FactDifferences facts = new FactDifferences();
  private final ConcurrentMap<String, Component> components = new ConcurrentHashMap<String, Component>();
  private long since;
  private long due;

  /** What is known of one component, or of the container itself. */
  private static final class Component {
    final AtomicReferenceArray<LongAdder> counts = new AtomicReferenceArray<LongAdder>(Reason.values().length * KINDS);
    final int[] examplesOf = new int[KINDS]; // a race takes one more look, not one more example
    final List<Example> examples = new ArrayList<Example>();

    LongAdder of(int cell) {
      LongAdder count = counts.get(cell);
      if (count == null) {
        counts.compareAndSet(cell, null, new LongAdder());
        count = counts.get(cell);
      }
      return count;
    }

    long sum(Kind kind) {
      long sum = 0;
      for (Reason reason : Reason.values()) {
        LongAdder count = counts.get(reason.ordinal() * KINDS + kind.ordinal());
        sum += count == null ? 0 : count.sum();
      }
      return sum;
    }
  }

  /** A request that shows a difference. */
  private static final class Example {
    final Comparison comparison;
    final Kind kind;
    final String text;

    Example(Comparison comparison) {
      this.comparison = comparison;
      kind = comparison.kind();
      StringBuilder header = new StringBuilder();
      for (String line : comparison.lines()) {
        header.append(header.length() == 0 ? ", header " : " ").append(Printable.quote(tail(line)));
      }
      text = comparison.component() + ": " + name(kind) + ": peer " + shown(comparison.peer()) + tail(header.toString())
          + "; the application got " + shown(comparison.answered()) + ", the agent would answer "
          + shown(comparison.client()) + " (" + name(comparison.reason()) + ")";
    }
  }

  Differences(ConfigurationInForce live) {
    this.live = live;
  }

  /** On the path of every observed request: without a lock, but for the first few that differ. */
  void count(Comparison comparison, int by) {
    Component component = components.get(comparison.component());
    if (component == null) {
      components.putIfAbsent(comparison.component(), new Component());
      component = components.get(comparison.component());
    }
    Kind kind = comparison.kind();
    component.of(comparison.reason().ordinal() * KINDS + kind.ordinal()).add(by);
    if (by < 0) {
      if (comparison.isExample()) {
        forget(component, comparison);
      }
    } else if (kind != Kind.SAME && component.examplesOf[kind.ordinal()] < MOST_EXAMPLES) {
      keep(component, comparison);
    }
  }

  /** On the path of whoever asks for more than the address. */
  void count(ComparedFact fact, int by) {
    facts.count(fact, by);
  }

  /** How many scheme, host, port and headers would change, by {@code COMPONENT/FACT/KIND}. */
  Map<String, Long> ofFacts() {
    return facts.values();
  }

  long factChanges() {
    return facts.changes();
  }

  long factsLost() {
    return facts.lost();
  }

  private static void keep(Component component, Comparison comparison) {
    int kind = comparison.kind().ordinal();
    boolean first = false;
    synchronized (component.examples) {
      if (component.examplesOf[kind] < MOST_EXAMPLES) {
        first = component.examplesOf[kind]++ == 0;
        component.examples.add(new Example(comparison));
        comparison.setExample(true);
      }
    }
    if (first && comparison.kind() == Kind.PROXY_FOR_CLIENT) {
      warn(comparison);
    }
  }

  private static void forget(Component component, Comparison comparison) {
    synchronized (component.examples) {
      for (Example each : component.examples) {
        if (each.comparison == comparison) {
          component.examples.remove(each);
          component.examplesOf[each.kind.ordinal()]--;
          comparison.setExample(false);
          return;
        }
      }
    }
  }

  /** What would be lost: the application sees a client now, and would see a proxy. */
  private static void warn(Comparison lost) {
    AgentLog.warn("realip.mode=observe: the application got the client " + shown(lost.answered()) + " from "
        + lost.component() + ", and with realip.mode=on it would get the proxy " + shown(lost.client()) + " ("
        + name(lost.reason()) + "); " + remedy(lost));
  }

  private static String remedy(Comparison lost) {
    switch (lost.reason()) {
      case UNTRUSTED_PEER:
        return "if " + shown(lost.peer()) + " is your proxy, add it to realip.trusted-proxies before you switch; if it"
            + " is not, it writes the header itself and " + lost.component() + " believes it";
      case NO_HEADER:
        return "add the header that " + lost.component() + " reads to realip.headers before you switch";
      case TOO_FEW_HOPS:
        return "set realip.trusted-hops to the number of addresses that your proxies append before you switch";
      default:
        return "make the proxy write addresses that can be read before you switch";
    }
  }

  /** Says what a switch would change, when it is time to. */
  @Override
  public void observe(SampledRequest request, int interval, long nanoTime) {
    if (!live.configuration().isObserving()) {
      since = 0;
      return;
    }
    if (since == 0) {
      since = nanoTime;
      due = nanoTime + PATIENCE_NANOS;
    }
    boolean isFirst = due - since == PATIENCE_NANOS;
    if (nanoTime - due >= 0 || isFirst && total() >= ENOUGH) {
      due = nanoTime + PAUSE_NANOS;
      say(TimeUnit.NANOSECONDS.toSeconds(nanoTime - since));
    }
  }

  private long total() {
    long total = 0;
    for (Kind kind : Kind.values()) {
      total += total(kind);
    }
    return total;
  }

  long changes() {
    return total() - total(Kind.SAME);
  }

  long total(Kind kind) {
    long total = 0;
    for (Component each : components.values()) {
      total += each.sum(kind);
    }
    return total;
  }

  private void say(long seconds) {
    long lost = total(Kind.PROXY_FOR_CLIENT) + facts.lost();
    long changes = changes();
    StringBuilder line = new StringBuilder("realip.mode=observe: of ").append(total()).append(" requests in ")
        .append(seconds < 120 ? seconds + " s" : seconds / 60 + " min").append(" realip.mode=on would change ")
        .append(changes == 0 ? "no answer" : changes == 1 ? "1 answer" : changes + " answers");
    String separator = ": ";
    for (Kind kind : Kind.values()) {
      if (kind != Kind.SAME && total(kind) > 0) {
        line.append(separator).append(total(kind)).append(' ').append(words(kind)).append(" (").append(by(kind))
            .append(')');
        separator = ", ";
      }
    }
    String besides = facts.words();
    line.append(besides);
    if (lost > 0) {
      AgentLog.warn(line + "; do not switch before these " + lost + " are explained: java -jar realip-agent.jar status,"
          + " or the MXBean's attribute Examples");
    } else if (changes == 0 && besides.isEmpty()) {
      AgentLog.info(line + "; if clients come through proxies, realip.trusted-proxies or realip.headers does not fit"
          + " them");
    } else {
      AgentLog.info(line + "; no client would be lost, so realip.mode=on can be tried");
    }
  }

  private String by(Kind kind) {
    StringBuilder by = new StringBuilder();
    for (Map.Entry<String, Component> each : new TreeMap<String, Component>(components).entrySet()) {
      if (each.getValue().sum(kind) > 0) {
        by.append(by.length() == 0 ? "" : ", ").append(each.getKey());
      }
    }
    return by.toString();
  }

  private static String words(Kind kind) {
    switch (kind) {
      case OTHER_FORM:
        return "to another form of the same address";
      case CLIENT_FOR_PROXY:
        return "from the proxy to the client";
      case CLIENT_FOR_LEFTMOST:
        return "from the leftmost address, which any client can write, to the verified one";
      case CLIENT_FOR_OTHER:
        return "from one client to another";
      default:
        return "from the client to a proxy";
    }
  }

  /** The numbers, by {@code COMPONENT/REASON/KIND} such as {@code remote-ip-valve/first-untrusted-hop/same}. */
  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<String, Long>();
    for (Map.Entry<String, Component> each : components.entrySet()) {
      for (Reason reason : Reason.values()) {
        for (Kind kind : Kind.values()) {
          LongAdder count = each.getValue().counts.get(reason.ordinal() * KINDS + kind.ordinal());
          if (count != null) {
            values.put(each.getKey() + '/' + name(reason) + '/' + name(kind), count.sum());
          }
        }
      }
    }
    return values;
  }

  /** A few requests of each kind and component, escaped and shortened. */
  List<String> examples() {
    List<String> texts = new ArrayList<String>();
    for (Component each : components.values()) {
      synchronized (each.examples) {
        for (Example example : each.examples) {
          texts.add(example.text);
        }
      }
    }
    texts.addAll(facts.examples());
    Collections.sort(texts);
    return texts;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String shown(String text) {
    return Printable.escape(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
  }

  static String tail(String line) {
    return line.length() <= LONGEST ? line : "..." + line.substring(line.length() - LONGEST);
  }
}
