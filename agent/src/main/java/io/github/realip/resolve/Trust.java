package io.github.realip.resolve;

/** What the trusted list says of one address. All instances exist before the first request. */
final class Trust {

  static final Trust UNTRUSTED = new Trust(Verdict.UNTRUSTED, null);
  static final Trust UNKNOWN = new Trust(Verdict.UNKNOWN, null);
  static final Trust MALFORMED = new Trust(Verdict.MALFORMED, null);

  final Verdict verdict;
  final String label; // what the operator wrote to trust it; null unless trusted

  private Trust(Verdict verdict, String label) {
    this.verdict = verdict;
    this.label = label;
  }

  static Trust by(String label) {
    return new Trust(Verdict.TRUSTED, label);
  }
}
