package io.github.realip.address;

/**
 * CIDR lookup for one address family: O(1) for evenly spread networks, O(log n) within a crowded bucket.
 *
 * <p>Two networks are either disjoint or one contains the other, so the outermost ones are disjoint and cover all.
 * They are kept in ascending order; the only one that can contain an address is the last that starts at or before it.
 * An index cuts the span between the first and the last network into about as many equal buckets as there are networks
 * and says where each bucket begins.
 */
public final class CidrTable {

  /** Stands for a label where there is none. */
  public static final int NONE = -1;

  private final long[] firstHigh;
  private final long[] firstLow;
  private final byte[] prefixes;
  private final int[] labels;
  private final long lowest; // the position of the first address of all
  private final int shift; // from positions to buckets
  private final int[] buckets; // how many networks start before each bucket

  /** Takes the networks that a list has now; of equal ones the first counts. */
  public CidrTable(CidrList list) {
    int[] rows = list.outerFirst();
    int size = 0;
    for (int row : rows) {
      if (size == 0 || !list.contains(rows[size - 1], list.firstHigh(row), list.firstLow(row))) {
        rows[size++] = row; // one of the outermost
      }
    }
    firstHigh = new long[size];
    firstLow = new long[size];
    prefixes = new byte[size];
    labels = new int[size];
    for (int i = 0; i < size; i++) {
      firstHigh[i] = list.firstHigh(rows[i]);
      firstLow[i] = list.firstLow(rows[i]);
      prefixes[i] = (byte) list.prefix(rows[i]);
      labels[i] = list.label(rows[i]);
    }
    lowest = size == 0 ? 0 : position(firstHigh[0], firstLow[0]);
    long span = size == 0 ? 0 : position(list.lastHigh(rows[size - 1]), list.lastLow(rows[size - 1])) - lowest;
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

  /** The label of the outermost network that contains an address, or {@link #NONE} if there is none. */
  public int find(long high, long low) {
    long distance = position(high, low) - lowest;
    long bucket = distance >>> shift;
    if (distance < 0 || bucket >= buckets.length - 1) {
      return NONE; // before the first network or behind the last
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
    boolean found = candidate >= 0
        && Cidr.contains(firstHigh[candidate], firstLow[candidate], prefixes[candidate] & 0xff, high, low);
    return found ? labels[candidate] : NONE;
  }

  /** As {@link #find(long, long)}, for a network that is a single address. */
  public int find(Cidr singleAddress) {
    return find(singleAddress.firstHigh(), singleAddress.firstLow());
  }

  /** Tells whether an address is in a network of both tables. */
  public boolean overlaps(CidrTable other) {
    return containsAStartOf(other) || other.containsAStartOf(this); // of two that overlap one contains the other
  }

  private boolean containsAStartOf(CidrTable other) {
    for (int i = 0; i < other.labels.length; i++) {
      if (find(other.firstHigh[i], other.firstLow[i]) != NONE) {
        return true;
      }
    }
    return false;
  }

  static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh ? Long.compareUnsigned(high, otherHigh) : Long.compareUnsigned(low, otherLow);
  }
}
