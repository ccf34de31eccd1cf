package io.github.realip.findings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often a finding is said: once of each address; of the first address of a kind at once, of others ever more
 * rarely, so that no client can fill the log, nor keep the next proxy from being named.
 */
final class Repetition {

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.HOURS.toNanos(6);
  private static final int MOST_REMEMBERED = 64;

  /** When a finding was said last, and how long others of its kind have to wait from then on. */
  private static final class Pause {
    private long since;
    private long length;
  }

  private final Map<String, Pause> pauses = new HashMap<String, Pause>();
  private final Map<String, Boolean> said = new LinkedHashMap<String, Boolean>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_REMEMBERED;
    }
  };

  /** Whether this is to be said now of this address. */
  boolean isDue(Finding finding, AddressKind kind, String address, long nanoTime) {
    Pause pause = pauses.get(finding + " " + kind);
    return !said.containsKey(finding + " " + address) && (pause == null || nanoTime - pause.since >= pause.length);
  }

  /** Told that it was said, and of which addresses. */
  void said(Finding finding, AddressKind kind, Iterable<String> addresses, long nanoTime) {
    for (String address : addresses) {
      said.put(finding + " " + address, true);
    }
    Pause pause = pauses.get(finding + " " + kind);
    if (pause == null) {
      pause = new Pause();
      pauses.put(finding + " " + kind, pause);
    }
    pause.since = nanoTime;
    pause.length = pause.length == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pause.length, LONGEST_PAUSE_NANOS);
  }
}
