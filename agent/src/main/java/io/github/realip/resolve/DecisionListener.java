package io.github.realip.resolve;

/**
 * Told what {@link Resolver#resolve} sees, in the order in which it sees it.
 *
 * <p>The text is what came over the wire: who prints it must escape and shorten it.
 */
public interface DecisionListener {

  /** Does nothing; for requests that nobody watches. */
  DecisionListener NONE = new DecisionListener() {
    @Override
    public void hop(String line, int from, int to, Verdict verdict, String trustedBy) {
    }

    @Override
    public void decided(Reason reason) {
    }
  };

  /**
   * One element of the header was looked at.
   *
   * @param line the header line; the element is {@code line[from,to)}, without blanks around it
   * @param trustedBy the label of the entry that trusts the hop, or {@code null} unless the verdict is
   *     {@link Verdict#TRUSTED}
   */
  void hop(String line, int from, int to, Verdict verdict, String trustedBy);

  /** The answer is found; called once, last. */
  void decided(Reason reason);
}
