package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Networks of one family, found in the same time however many they are, unless they crowd in one place; then it is the
 * logarithm of the crowd.
 *
 * <p>Two networks are either disjoint or one contains the other, so the outermost ones are disjoint and cover all.
 * They are kept as ranges in ascending order; the only one that can contain an address is the last that starts at or
 * before it. An index cuts the span between the first and the last network into about as many equal shelves as there
 * are networks and says where each shelf begins.
 */
final class NetworkTable {

  /** A network and what is to be found under its addresses. */
  static final class Entry {
    final Cidr network;
    final Trust trust;

    Entry(Cidr network, Trust trust) {
      this.network = network;
      this.trust = trust;
    }
  }

  /** By first address; of networks that start alike the larger first. */
  private static final Comparator<Entry> OUTER_FIRST = new Comparator<Entry>() {
    @Override
    public int compare(Entry left, Entry right) {
      Cidr a = left.network;
      Cidr b = right.network;
      int order = NetworkTable.compare(a.firstHigh(), a.firstLow(), b.firstHigh(), b.firstLow());
      return order != 0 ? order : Integer.compare(a.prefixLength(), b.prefixLength());
    }
  };

  private final long[] firstHigh;
  private final long[] firstLow;
  private final long[] lastHigh;
  private final long[] lastLow;
  private final Trust[] trust;
  private final long lowest; // the position of the first address of all
  private final int shift; // from positions to shelves
  private final int[] shelves; // how many networks start before each shelf

  /** Takes networks in any order; of equal ones the first counts. */
  NetworkTable(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    Collections.sort(sorted, OUTER_FIRST); // stable
    List<Entry> outermost = new ArrayList<>();
    Cidr outer = null;
    for (Entry entry : sorted) {
      if (outer == null || !outer.contains(entry.network)) {
        outer = entry.network;
        outermost.add(entry);
      }
    }
    int size = outermost.size();
    firstHigh = new long[size];
    firstLow = new long[size];
    lastHigh = new long[size];
    lastLow = new long[size];
    trust = new Trust[size];
    for (int i = 0; i < size; i++) {
      Cidr network = outermost.get(i).network;
      firstHigh[i] = network.firstHigh();
      firstLow[i] = network.firstLow();
      lastHigh[i] = network.lastHigh();
      lastLow[i] = network.lastLow();
      trust[i] = outermost.get(i).trust;
    }
    lowest = size == 0 ? 0 : position(firstHigh[0], firstLow[0]);
    long span = size == 0 ? 0 : position(lastHigh[size - 1], lastLow[size - 1]) - lowest;
    shift = Math.max(0, bits(span) - bits(size));
    shelves = new int[(int) (span >>> shift) + 2];
    for (int i = 0; i < size; i++) {
      shelves[(int) (position(firstHigh[i], firstLow[i]) - lowest >>> shift) + 1]++;
    }
    for (int i = 1; i < shelves.length; i++) {
      shelves[i] += shelves[i - 1];
    }
  }

  /** Where an address stands: its leading bits, in an order that is the addresses' own, and never negative. */
  private static long position(long high, long low) {
    return high == 0 ? low >>> 2 : 1L << 62 | high >>> 2;
  }

  private static int bits(long number) {
    return 64 - Long.numberOfLeadingZeros(number);
  }

  /** What the network that contains this address has, or {@code null} if there is none. */
  Trust find(long high, long low) {
    long distance = position(high, low) - lowest;
    long shelf = distance >>> shift;
    if (distance < 0 || shelf >= shelves.length - 1) {
      return null; // before the first network or behind the last
    }
    int from = shelves[(int) shelf]; // all networks before this one start at or before the address,
    int to = shelves[(int) shelf + 1]; // all from this one on start after it
    while (from < to) {
      int middle = from + to >>> 1;
      if (compare(firstHigh[middle], firstLow[middle], high, low) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    int candidate = from - 1;
    boolean found = candidate >= 0 && compare(high, low, lastHigh[candidate], lastLow[candidate]) <= 0;
    return found ? trust[candidate] : null;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh ? Long.compareUnsigned(high, otherHigh) : Long.compareUnsigned(low, otherLow);
  }
}
