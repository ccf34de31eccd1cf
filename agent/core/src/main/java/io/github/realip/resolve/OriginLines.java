package io.github.realip.resolve;

import java.util.List;

/**
 * The lines of a head that are about scheme, host and port. Whoever reads a head asks for the {@link #next} header
 * until there is none.
 */
public final class OriginLines {

  private final OriginRules rules;
  private HeaderLines proto;
  private HeaderLines host;
  private HeaderLines port;
  private int asked;

  /** Nothing has been read yet. */
  public OriginLines(OriginRules rules) {
    this.rules = rules;
  }

  /** The header to read, or {@code null} if all is known. */
  public HeaderRule next() {
    HeaderRule header = rules.header(asked);
    while (header != null && proto != null && OriginRules.about(header) == Fact.PROTO) { // the first present decides
      header = rules.header(++asked);
    }
    return header;
  }

  /**
   * Takes what was read of the {@link #next} header.
   *
   * @param last its last line, or {@code null} if it is absent
   * @param earlier the lines before it. The list is not copied, so it must not change
   */
  public void add(String last, List<String> earlier) {
    HeaderRule header = next();
    asked++;
    if (last == null) {
      return;
    }
    HeaderLines lines = HeaderLines.of(header, last, earlier);
    switch (OriginRules.about(header)) {
      case PROTO:
        proto = lines;
        break;
      case HOST:
        host = lines;
        break;
      default:
        port = lines;
    }
  }

  /** The lines about this fact, or {@code null} if there are none. */
  public HeaderLines about(Fact fact) {
    return fact == Fact.PROTO ? proto : fact == Fact.HOST ? host : port;
  }
}
