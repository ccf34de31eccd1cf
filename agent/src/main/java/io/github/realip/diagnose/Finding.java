package io.github.realip.diagnose;

/** One line for the operator: what was seen, what it probably means, and what to change. */
final class Finding {

  private final FindingKind kind;
  private final String line;

  /**
   * Words a finding.
   *
   * @param evidence what was seen; nothing in it may come from a header unchecked
   */
  Finding(FindingKind kind, String evidence, String cause, String change) {
    this.kind = kind;
    this.line = "finding " + kind.label() + ": " + evidence + "; likely cause: " + cause + "; change: " + change
        + "; see docs/kubernetes.md#" + kind.section();
  }

  FindingKind kind() {
    return kind;
  }

  String line() {
    return line;
  }
}
