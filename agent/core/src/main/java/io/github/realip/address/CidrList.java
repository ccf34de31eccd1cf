package io.github.realip.address;

import java.util.Arrays;

/**
 * Networks of one family, or single addresses of both, in the order in which they were given, each with the number of
 * its label. A million of them are four arrays, not a million objects that a garbage collector has to trace and copy.
 */
public final class CidrList {

  private int size;
  private long[] high = new long[8];
  private long[] low = new long[8];
  private byte[] prefixes = new byte[8];
  private int[] labels = new int[8];

  /**
   * Adds a network.
   *
   * @param label 0 or more
   */
  public void add(Cidr network, int label) {
    if (size == high.length) {
      high = Arrays.copyOf(high, 2 * size);
      low = Arrays.copyOf(low, 2 * size);
      prefixes = Arrays.copyOf(prefixes, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
    }
    high[size] = network.firstHigh();
    low[size] = network.firstLow();
    prefixes[size] = (byte) network.prefix();
    labels[size] = label;
    size++;
  }

  /** The number of networks. */
  public int size() {
    return size;
  }

  /** The last network that contains an address, or {@code null} if none does. */
  public Cidr lastAround(Cidr singleAddress) {
    for (int i = size - 1; i >= 0; i--) {
      if (contains(i, singleAddress.firstHigh(), singleAddress.firstLow())) {
        return Cidr.of(high[i], low[i], prefix(i));
      }
    }
    return null;
  }

  /** The label of the first network that equals another one, or {@link CidrTable#NONE} if none does. */
  public int labelOf(Cidr network) {
    for (int i = 0; i < size; i++) {
      if (prefix(i) == network.prefix() && contains(i, network.firstHigh(), network.firstLow())) {
        return labels[i];
      }
    }
    return CidrTable.NONE;
  }

  long firstHigh(int row) {
    return high[row];
  }

  long firstLow(int row) {
    return low[row];
  }

  long lastHigh(int row) {
    return high[row] | ~Cidr.highMask(prefix(row));
  }

  long lastLow(int row) {
    return low[row] | ~Cidr.lowMask(prefix(row));
  }

  int prefix(int row) {
    return prefixes[row] & 0xff; // 128 is a negative byte
  }

  int label(int row) {
    return labels[row];
  }

  boolean contains(int row, long addressHigh, long addressLow) {
    return Cidr.contains(high[row], low[row], prefix(row), addressHigh, addressLow);
  }

  /** The rows by first address; of networks that start alike the larger first, of equal ones the earlier. */
  int[] outerFirst() {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    sort(rows, new int[size], 0, size);
    return rows;
  }

  /** A merge sort, which is stable and does nothing but look where all is in order already. */
  private void sort(int[] rows, int[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = from + to >>> 1;
    sort(rows, spare, from, middle);
    sort(rows, spare, middle, to);
    if (compare(rows[middle - 1], rows[middle]) <= 0) {
      return;
    }
    System.arraycopy(rows, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takesLeft = right == to || compare(spare[left], rows[right]) <= 0;
      rows[at] = takesLeft ? spare[left++] : rows[right++];
    }
  }

  private int compare(int row, int other) {
    int order = CidrTable.compare(high[row], low[row], high[other], low[other]);
    return order != 0 ? order : Integer.compare(prefix(row), prefix(other));
  }
}
