package io.github.realip.resolve;

/**
 * Told of each element that {@link Resolver#resolve} looks at, in the order of the walk.
 *
 * <p>The text is what came over the wire: who prints it must escape and shorten it.
 */
public interface HopListener {

  /** Does nothing; for requests that nobody watches. */
  HopListener NONE = new HopListener() {
    @Override
    public void hop(String line, int from, int to, HopStatus status) {
    }
  };

  /**
   * One element of the header was looked at.
   *
   * @param line the header line; the element is {@code line[from,to)}, without blanks around it
   * @param status what the rules say of it
   */
  void hop(String line, int from, int to, HopStatus status);
}
