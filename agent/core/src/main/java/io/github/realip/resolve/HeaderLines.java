package io.github.realip.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the head of a request says about its client: the lines of the one header that decides, as they were received.
 * That header is the first of {@link Rules#header} that the request has (rule R3 of docs/semantics.md).
 */
public final class HeaderLines {

  /** The head was read to its end and has none of the configured headers. */
  public static final HeaderLines NONE = new HeaderLines(null, null, Collections.<String>emptyList());

  /** The head was not read to its end. The lines that proxies add come last, so no line before them counts. */
  public static final HeaderLines INCOMPLETE = new HeaderLines(null, null, Collections.<String>emptyList());

  private final HeaderRule header;
  private final String last;
  private final List<String> earlier;

  private HeaderLines(HeaderRule header, String last, List<String> earlier) {
    this.header = header;
    this.last = last;
    this.earlier = earlier;
  }

  /**
   * The lines of a header that is present.
   *
   * @param header the header, not {@code null}
   * @param last its last line, the one nearest to the peer; not {@code null}
   * @param earlier the lines before it in the order of the request, usually none; not {@code null}. The list is not
   *     copied, so it must not change
   */
  public static HeaderLines of(HeaderRule header, String last, List<String> earlier) {
    return new HeaderLines(header, last, earlier);
  }

  /**
   * The lines of a header that is present.
   *
   * @param lines all its lines in the order of the request, at least one. The list is not copied, so it must not change
   */
  public static HeaderLines of(HeaderRule header, List<String> lines) {
    int last = lines.size() - 1;
    return new HeaderLines(header, lines.get(last), lines.subList(0, last));
  }

  /**
   * The lines of a header among all those of a request, or {@code null} if it is absent.
   *
   * @param headers name and value, in the order of the request; names in any case
   */
  static HeaderLines present(HeaderRule header, List<Map.Entry<String, String>> headers) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> each : headers) {
      if (header.name().equalsIgnoreCase(each.getKey())) { // field names are tokens, so this is about ASCII only
        lines.add(each.getValue());
      }
    }
    return lines.isEmpty() ? null : of(header, lines);
  }

  /** The header that is present, or {@code null} if there is none or the head is incomplete. */
  public HeaderRule header() {
    return header;
  }

  /** Its last line, the one nearest to the peer; {@code null} without a header. */
  public String last() {
    return last;
  }

  /** The lines before the last one, in the order of the request; an empty list if there are none. */
  public List<String> earlier() {
    return earlier;
  }

  /** Whether the head was read to its end. */
  public boolean isComplete() {
    return this != INCOMPLETE;
  }

  @Override
  public String toString() {
    if (header == null) {
      return isComplete() ? "no header" : "incomplete head";
    }
    return header.name() + ": " + (earlier.isEmpty() ? "" : earlier + " ") + last;
  }
}
