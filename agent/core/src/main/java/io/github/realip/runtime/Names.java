package io.github.realip.runtime;

import io.github.realip.AgentLog;
import io.github.realip.address.Cidr;
import io.github.realip.names.NameService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The addresses behind the names of the trusted list, as far as they are known. An answer holds until the next one;
 * where none comes it holds for a limited time, for its addresses may be somebody else's by then.
 *
 * <p>For one thread.
 */
final class Names {

  /** How long addresses are trusted when the name service says that there is no such name. */
  static final long GONE_NANOS = TimeUnit.MINUTES.toNanos(1);
  /** How long addresses are trusted when the name service does not answer. */
  static final long SILENT_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int MOST_ADDRESSES = 1000;

  private final NameService service;
  private final Map<String, Name> names = new HashMap<String, Name>();

  /** What is known of one name. */
  private static final class Name {
    List<Cidr> addresses = new ArrayList<Cidr>();
    boolean fails;
    /** When it began to be no name, or -1. */
    long goneSince = -1;
    /** When the name service began to be silent, or -1. */
    long silentSince = -1;
  }

  Names(NameService service) {
    this.service = service;
  }

  /** Keeps these names alone. */
  void retain(Collection<String> wanted) {
    names.keySet().retainAll(wanted);
  }

  /** Whether a name had no answer when it was looked up last. */
  boolean fail() {
    for (Name each : names.values()) {
      if (each.fails) {
        return true;
      }
    }
    return false;
  }

  /** The addresses of each name. */
  Map<String, List<Cidr>> addresses() {
    Map<String, List<Cidr>> addresses = new HashMap<String, List<Cidr>>();
    for (Map.Entry<String, Name> each : names.entrySet()) {
      addresses.put(each.getKey(), each.getValue().addresses);
    }
    return addresses;
  }

  /** Looks names up, and tells whether there is another answer than before. */
  boolean lookUp(Collection<String> wanted, long nanoTime) {
    boolean changed = false;
    for (String each : wanted) {
      Name name = names.get(each);
      if (name == null) {
        name = new Name();
        names.put(each, name);
      }
      changed |= lookUp(each, name, nanoTime);
    }
    return changed;
  }

  private boolean lookUp(String text, Name name, long nanoTime) {
    try {
      List<Cidr> found = ask(text);
      if (!found.isEmpty()) {
        return answered(text, name, found);
      }
      name.goneSince = name.goneSince < 0 ? nanoTime : name.goneSince;
      return failed(text, name, "there is no such name", nanoTime);
    } catch (IOException e) {
      name.silentSince = name.silentSince < 0 ? nanoTime : name.silentSince;
      return failed(text, name, e.getMessage(), nanoTime);
    }
  }

  private List<Cidr> ask(String text) throws IOException {
    List<String> literals = service.addresses(text);
    if (literals.size() > MOST_ADDRESSES) {
      throw new IOException("it has more than " + MOST_ADDRESSES + " addresses");
    }
    List<Cidr> addresses = new ArrayList<Cidr>();
    for (String literal : literals) {
      Cidr address = Cidr.parse(literal);
      if (address != null) {
        addresses.add(address);
      }
    }
    AgentLog.debug("dns:" + text + " is " + literals);
    return addresses;
  }

  private static boolean answered(String text, Name name, List<Cidr> found) {
    if (name.fails) {
      AgentLog.info("dns:" + text + " has an answer again");
    }
    name.fails = false;
    name.goneSince = -1;
    name.silentSince = -1;
    boolean changed = !texts(found).equals(texts(name.addresses)); // in another order each time
    name.addresses = found;
    return changed;
  }

  private static Set<String> texts(List<Cidr> addresses) {
    Set<String> texts = new HashSet<String>();
    for (Cidr each : addresses) {
      texts.add(each.toString());
    }
    return texts;
  }

  private static boolean failed(String text, Name name, String why, long nanoTime) {
    boolean isOver = name.goneSince >= 0 && nanoTime - name.goneSince >= GONE_NANOS
        || name.silentSince >= 0 && nanoTime - name.silentSince >= SILENT_NANOS;
    boolean dropped = isOver && !name.addresses.isEmpty();
    if (dropped) {
      name.addresses = new ArrayList<Cidr>();
    }
    if (dropped || !name.fails) {
      AgentLog.warn("dns:" + text + ": " + why + "; " + (name.addresses.isEmpty()
          ? "nobody is trusted by it until there is an answer"
          : "its last answer is trusted for " + (name.goneSince >= 0 ? "a minute" : "an hour") + " at most")
          + "; check the name and the name service");
    }
    name.fails = true;
    return dropped;
  }
}
