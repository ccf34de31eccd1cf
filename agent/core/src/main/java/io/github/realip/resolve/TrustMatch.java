package io.github.realip.resolve;

/** The entry of the trusted list that an address matches, or why none does. All exist before the first request. */
final class TrustMatch {

  static final TrustMatch UNTRUSTED = new TrustMatch(HopStatus.UNTRUSTED, null);
  static final TrustMatch UNKNOWN = new TrustMatch(HopStatus.UNKNOWN, null);
  static final TrustMatch MALFORMED = new TrustMatch(HopStatus.MALFORMED, null);

  final HopStatus status;
  final String label; // what the operator wrote to trust it; null unless trusted

  private TrustMatch(HopStatus status, String label) {
    this.status = status;
    this.label = label;
  }

  static TrustMatch by(String label) {
    return new TrustMatch(HopStatus.TRUSTED, label);
  }
}
