package io.github.realip.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * CIDR lookup for one address family: O(1) for evenly spread networks, O(log n) within a crowded bucket.
 *
 * <p>Two networks are either disjoint or one contains the other, so the outermost ones are disjoint and cover all.
 * They are kept as ranges in ascending order; the only one that can contain an address is the last that starts at or
 * before it. An index cuts the span between the first and the last network into about as many equal buckets as there
 * are networks and says where each bucket begins.
 *
 * @param <V> what is found under the addresses of a network
 */
public final class CidrTable<V> {

  /**
   * A network and its value.
   *
   * @param <V> the type of the value
   */
  public static final class Entry<V> {
    private final Cidr network;
    private final V value;

    /** Makes an entry; the value is not {@code null}. */
    public Entry(Cidr network, V value) {
      this.network = network;
      this.value = value;
    }

    /** The network. */
    public Cidr network() {
      return network;
    }
  }

  /** By first address; of networks that start alike the larger first. */
  private static final Comparator<Entry<?>> OUTER_FIRST = new Comparator<Entry<?>>() {
    @Override
    public int compare(Entry<?> left, Entry<?> right) {
      Cidr a = left.network;
      Cidr b = right.network;
      int order = CidrTable.compare(a.firstHigh(), a.firstLow(), b.firstHigh(), b.firstLow());
      return order != 0 ? order : Integer.compare(a.prefixLength(), b.prefixLength());
    }
  };

  private final long[] firstHigh;
  private final long[] firstLow;
  private final long[] lastHigh;
  private final long[] lastLow;
  private final V[] values;
  private final long lowest; // the position of the first address of all
  private final int shift; // from positions to buckets
  private final int[] buckets; // how many networks start before each bucket

  /** Takes networks in any order; of equal ones the first counts. */
  @SuppressWarnings("unchecked") // the array never leaves this object
  public CidrTable(List<Entry<V>> entries) {
    List<Entry<V>> sorted = new ArrayList<>(entries);
    Collections.sort(sorted, OUTER_FIRST); // stable
    List<Entry<V>> outermost = new ArrayList<>();
    Cidr outer = null;
    for (Entry<V> entry : sorted) {
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
    values = (V[]) new Object[size];
    for (int i = 0; i < size; i++) {
      Cidr network = outermost.get(i).network;
      firstHigh[i] = network.firstHigh();
      firstLow[i] = network.firstLow();
      lastHigh[i] = network.lastHigh();
      lastLow[i] = network.lastLow();
      values[i] = outermost.get(i).value;
    }
    lowest = size == 0 ? 0 : position(firstHigh[0], firstLow[0]);
    long span = size == 0 ? 0 : position(lastHigh[size - 1], lastLow[size - 1]) - lowest;
    shift = Math.max(0, bits(span) - bits(size));
    buckets = new int[(int) (span >>> shift) + 2];
    for (int i = 0; i < size; i++) {
      buckets[(int) (position(firstHigh[i], firstLow[i]) - lowest >>> shift) + 1]++;
    }
    for (int i = 1; i < buckets.length; i++) {
      buckets[i] += buckets[i - 1];
    }
  }

  /** Where an address stands: its leading bits, in an order that is the addresses' own, and never negative. */
  private static long position(long high, long low) {
    return high == 0 ? low >>> 2 : 1L << 62 | high >>> 2;
  }

  private static int bits(long number) {
    return 64 - Long.numberOfLeadingZeros(number);
  }

  /** The value of the outermost network that contains an address, or {@code null} if there is none. */
  public V find(long high, long low) {
    long distance = position(high, low) - lowest;
    long bucket = distance >>> shift;
    if (distance < 0 || bucket >= buckets.length - 1) {
      return null; // before the first network or behind the last
    }
    int from = buckets[(int) bucket]; // all networks before this one start at or before the address,
    int to = buckets[(int) bucket + 1]; // all from this one on start after it
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
    return found ? values[candidate] : null;
  }

  /** As {@link #find(long, long)}, for a network that is a single address. */
  public V find(Cidr singleAddress) {
    return find(singleAddress.firstHigh(), singleAddress.firstLow());
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh ? Long.compareUnsigned(high, otherHigh) : Long.compareUnsigned(low, otherLow);
  }
}
