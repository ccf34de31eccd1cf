package io.github.realip.cli;

import io.github.realip.config.Printable;
import io.github.realip.request.Comparison;
import io.github.realip.request.Comparison.Kind;
import io.github.realip.resolve.HeaderLines;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.HopListener;
import io.github.realip.resolve.Outcome;
import io.github.realip.resolve.Reason;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Yesterday's requests, read from an access log: what would be answered to each, why, and how many answers differ from
 * what was logged, or from those of other rules. A line is forgotten before the next is read.
 */
final class AccessLog {

  /** Longer lines are not of the format. */
  private static final int LONGEST_LINE = 1 << 16;
  private static final int EXAMPLES_OF_EACH = 3;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AccessLogFormat format;
  private final List<String> headers;
  private final String fixedPeer;
  private final Rules rules;
  private final Rules other;
  private final PrintWriter out;

  private long lines;
  private long misfits;
  private long firstMisfit;
  private final long[] byReason = new long[Reason.values().length];
  private final Map<Kind, Long> changes = new EnumMap<>(Kind.class);
  private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

  /**
   * Reads with these rules.
   *
   * @param fixedPeer the peer of all requests, if the format has none
   * @param other the rules to compare with, or {@code null} for the client that was logged
   */
  AccessLog(AccessLogFormat format, String fixedPeer, Rules rules, Rules other, PrintWriter out) {
    this.format = format;
    this.fixedPeer = fixedPeer;
    this.rules = rules;
    this.other = other;
    this.out = out;
    headers = format.headers();
  }

  /**
   * Reads a file, packed by gzip or not.
   *
   * @param each whether to print each request
   * @param progress where to say how far it is, or {@code null}
   * @throws IOException if it cannot be read to its end; what was read so far counts
   */
  void read(Path file, boolean each, PrintWriter progress) throws IOException {
    long size = Files.size(file);
    try (Counted counted = new Counted(Files.newInputStream(file));
        InputStream in = plain(new BufferedInputStream(counted, 1 << 16))) {
      byte[] line = new byte[LONGEST_LINE];
      byte[] block = new byte[1 << 16];
      int length = 0;
      long said = System.nanoTime();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int i = 0; i < read; i++) {
          if (block[i] != '\n') {
            length += length <= LONGEST_LINE ? 1 : 0;
            if (length <= LONGEST_LINE) {
              line[length - 1] = block[i];
            }
            continue;
          }
          line(line, length, each);
          length = 0;
        }
        if (progress != null && System.nanoTime() - said > PROGRESS_NANOS) {
          said = System.nanoTime();
          progress.print(String.format(Locale.ROOT, "\r%,d lines, %d %%", lines,
              size == 0 ? 100 : counted.count * 100 / size));
          progress.flush();
        }
      }
      if (length > 0) {
        line(line, length, each);
      }
    } finally {
      if (progress != null) {
        progress.print("\r                                        \r");
        progress.flush();
      }
    }
  }

  private static InputStream plain(InputStream in) throws IOException {
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return packed ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /** Counts what is read of a file, which shows how far it is, packed or not. */
  private static final class Counted extends FilterInputStream {
    long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count += Math.max(read, 0);
      return read;
    }
  }

  private void line(byte[] bytes, int length, boolean each) {
    lines++;
    int end = length > 0 && length <= LONGEST_LINE && bytes[length - 1] == '\r' ? length - 1 : length;
    AccessLogFormat.Line line = length > LONGEST_LINE ? null
        : format.read(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    String peer = line == null ? null : line.peer == null ? fixedPeer : line.peer;
    if (peer == null) {
      firstMisfit = misfits++ == 0 ? lines : firstMisfit;
      return;
    }
    Outcome outcome = outcome(rules, peer, line);
    byReason[outcome.reason().ordinal()]++;
    String before = other == null ? line.client : client(outcome(other, peer, line), peer);
    String after = client(outcome, peer);
    Kind kind = before == null ? Kind.SAME
        : Comparison.kind(peer, outcome, present(rules, line), before);
    if (kind != Kind.SAME) {
      changed(kind, peer, line, before, after, outcome);
    }
    if (each) {
      out.println(lines + "\t" + Printable.escape(peer) + "\t" + Printable.escape(String.valueOf(before)) + "\t"
          + Printable.escape(after) + "\t" + Json.hyphenated(outcome.reason()) + "\t" + Json.hyphenated(kind));
    }
  }

  private static String client(Outcome outcome, String peer) {
    return outcome.address() == null ? peer : outcome.address();
  }

  private Outcome outcome(Rules by, String peer, AccessLogFormat.Line line) {
    HeaderLines found = HeaderLines.NONE;
    for (int i = 0; i < by.headerCount() && found == HeaderLines.NONE; i++) {
      String value = value(by.header(i), line);
      if (value != null) {
        found = HeaderLines.of(by.header(i), value, Collections.<String>emptyList());
      }
    }
    return Resolver.resolve(by, peer, found, HopListener.NONE);
  }

  private String value(HeaderRule header, AccessLogFormat.Line line) {
    int position = headers.indexOf(header.name().toLowerCase(Locale.ROOT));
    return position < 0 ? null : line.headers[position];
  }

  private List<String> present(Rules by, AccessLogFormat.Line line) {
    for (int i = 0; i < by.headerCount(); i++) {
      String value = value(by.header(i), line);
      if (value != null) {
        return Collections.singletonList(value);
      }
    }
    return Collections.emptyList();
  }

  private void changed(Kind kind, String peer, AccessLogFormat.Line line, String before, String after,
      Outcome outcome) {
    Long count = changes.get(kind);
    changes.put(kind, count == null ? 1 : count + 1);
    List<String> some = examples.get(kind);
    if (some == null) {
      some = new ArrayList<>();
      examples.put(kind, some);
    }
    if (some.size() < EXAMPLES_OF_EACH) {
      List<String> header = present(rules, line);
      some.add("line " + lines + ": peer " + Printable.escape(peer)
          + (header.isEmpty() ? ", no header" : ", header " + Printable.quote(header.get(0))) + ": "
          + Printable.escape(before) + " becomes " + Printable.escape(after) + " ("
          + Json.hyphenated(outcome.reason()) + ")");
    }
  }

  /** Prints what was found; whether any line was of the format. */
  boolean summarize() {
    out.println(lines + (lines == 1 ? " line" : " lines") + (misfits == 0 ? "" : ", " + misfits
        + " of them not of this format, the first is line " + firstMisfit));
    for (Reason reason : Reason.values()) {
      if (byReason[reason.ordinal()] > 0) {
        out.println(String.format("%12d   %s", byReason[reason.ordinal()], Json.hyphenated(reason)));
      }
    }
    long changed = 0;
    for (long each : changes.values()) {
      changed += each;
    }
    out.println(changed + (changed == 1 ? " answer changes" : " answers change")
        + (other == null ? format.hasClient() ? " from what was logged" : ": no client was logged"
            : " from those of the other settings"));
    for (Map.Entry<Kind, Long> each : changes.entrySet()) {
      out.println(String.format("%12d   %s", each.getValue(), Json.hyphenated(each.getKey())));
      for (String example : examples.get(each.getKey())) {
        out.println("               " + example);
      }
    }
    return lines > misfits;
  }
}
