package io.github.realip.cli;

import io.github.realip.config.Printable;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.FactReason;
import io.github.realip.resolve.HeaderRule.Kind;
import io.github.realip.resolve.Hop;
import io.github.realip.resolve.Reason;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** A decision for human eyes: the hops in the order of the walk, what the rules say of each, and the answer. */
final class Drawing {

  private final PrintWriter out;
  private final Ansi ansi;

  Drawing(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void draw(Decision decision) {
    List<Hop> hops = decision.hops();
    int width = 0;
    for (Hop hop : hops) {
      width = Math.max(width, text(hop).length());
    }
    for (int i = 0; i < hops.size(); i++) {
      if (i == 1) {
        out.println("   |     " + Printable.escape(decision.header().name())
            + (decision.header().kind() == Kind.SINGLE ? ", one address" : ", from the right"));
      }
      row(i == 0 ? "peer" : "hop " + i, text(hops.get(i)), width, status(hops.get(i)));
    }
    out.println();
    int position = decision.outcome().position();
    row("client", ansi.string("@|bold " + Printable.escape(decision.address()) + "|@"), 0,
        (position == 0 ? "" : "hop " + position + ", ")
        + Json.hyphenated(decision.reason()) + ": " + meaning(decision.reason()));
  }

  void draw(Facts facts) {
    int width = 0;
    for (String name : facts.values().keySet()) {
      width = Math.max(width, facts.text(name).length());
    }
    for (String name : facts.values().keySet()) {
      FactReason reason = facts.reasons().get(name);
      row(name, facts.text(name), width, Json.hyphenated(reason) + ": " + Facts.meaning(reason));
    }
  }

  /**
   * Draws what headers that name a client read as.
   *
   * @param sent the request's headers
   */
  void drawHeaders(Facts facts, List<Map.Entry<String, String>> sent) {
    if (facts.headers() == null) {
      return;
    }
    int nameWidth = 0;
    int width = 0;
    for (Map.Entry<String, String> each : facts.headers().entrySet()) {
      nameWidth = Math.max(nameWidth, Printable.escape(each.getKey()).length());
      width = Math.max(width, line(each).length());
    }
    out.println();
    out.println(facts.headers().isEmpty() ? "no header that names a client" : "headers that name a client");
    for (Map.Entry<String, String> each : facts.headers().entrySet()) {
      List<String> lines = new ArrayList<>();
      for (Map.Entry<String, String> header : sent) {
        if (header.getKey().equalsIgnoreCase(each.getKey())) {
          lines.add(header.getValue().isEmpty() ? "(empty)" : Printable.escape(header.getValue()));
        }
      }
      out.println(String.format("%-" + nameWidth + "s   %-" + width + "s   was sent as %s",
          Printable.escape(each.getKey()), line(each), String.join(" | ", lines)));
    }
  }

  private static String line(Map.Entry<String, String> header) {
    return header.getValue() == null ? "(absent)" : header.getValue();
  }

  private void row(String name, String text, int width, String remark) {
    StringBuilder row = new StringBuilder(String.format("%-9s%s", name, text));
    while (row.length() < 9 + width) {
      row.append(' ');
    }
    out.println(row + "   " + remark);
  }

  private static String text(Hop hop) {
    String text = hop.text().isEmpty() ? "(empty)" : Printable.escape(hop.text());
    return hop.address() == null || hop.address().equals(hop.text()) ? text : text + " = " + hop.address();
  }

  private String status(Hop hop) {
    switch (hop.status()) {
      case TRUSTED:
        return ansi.string("@|green trusted|@") + " by " + Printable.escape(hop.trustedBy());
      case UNTRUSTED:
        return ansi.string("@|yellow not trusted|@");
      case COUNTED:
        return "counted, whoever it is";
      case EMPTY:
        return ansi.string("@|red empty|@");
      case UNKNOWN:
        return ansi.string("@|red names nobody|@");
      default:
        return ansi.string("@|red cannot be read|@");
    }
  }

  private static String meaning(Reason reason) {
    switch (reason) {
      case UNTRUSTED_PEER:
        return "the peer is not trusted, so no header is read";
      case NO_HEADER:
        return "the peer is trusted but sends none of the configured headers";
      case INCOMPLETE_HEAD:
        return "the head was not read to its end, so no header is read";
      case FIRST_UNTRUSTED_HOP:
        return "the first hop from the right that is no trusted proxy";
      case ALL_TRUSTED:
        return "every hop is trusted, and this is the furthest";
      case EMPTY_HOP:
        return "an empty hop ends the walk, and this is the last verified one";
      case UNKNOWN_HOP:
        return "a hop that names nobody ends the walk, and this is the last verified one";
      case MALFORMED_HOP:
        return "a hop that cannot be read ends the walk, and this is the last verified one";
      case TOO_MANY_HOPS:
        return "the walk ends after 64 trusted hops";
      case TRUSTED_HOP_COUNT:
        return "the hop that the hop count points at";
      case TOO_FEW_HOPS:
        return "there are fewer hops than the hop count, so it is the peer";
      case SINGLE_ADDRESS:
        return "the one address that the header names";
      case CONFLICTING_SINGLE_HEADER:
        return "the header names several addresses, so it is the peer";
      default:
        return "see docs/semantics.md";
    }
  }
}
