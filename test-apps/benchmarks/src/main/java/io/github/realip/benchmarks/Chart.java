package io.github.realip.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A drawing of dots with their intervals, in groups, as SVG; what it shows is also in its text. */
public final class Chart {

  private static final int LABELS = 330;
  private static final int PLOT = 330;
  private static final int NUMBERS = 190;
  private static final int LINE = 20;
  private static final int TOP = 24;
  private static final int TICKS = 6;
  private static final String STYLE = """
        <style>
          svg { background: #fff; font: 12px system-ui, sans-serif; }
          text { fill: #1f2328; } .group, text.ours { font-weight: 600; }
          .tick { fill: #59636e; font-size: 11px; text-anchor: middle; }
          path { stroke: #818b98; stroke-width: 2; } path.grid { stroke: #d1d9e0; stroke-width: 1; }
          path.none { stroke: #59636e; stroke-width: 1; stroke-dasharray: 4 3; }
          circle { fill: #818b98; } path.ours { stroke: #0969da; } circle.ours { fill: #0969da; }
          @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; } text { fill: #f0f6fc; } .tick { fill: #9198a1; }
            path { stroke: #656c76; } path.grid { stroke: #2a313c; } path.none { stroke: #9198a1; }
            circle { fill: #9198a1; } path.ours { stroke: #4493f8; } circle.ours { fill: #4493f8; }
          }
        </style>
      """;

  /** A line of the drawing; one without an interval is a heading. */
  private record Line(String label, Interval interval, boolean ours) {
  }

  private final String name;
  private final String title;
  private final String format;
  private final double none;
  private final List<Line> lines = new ArrayList<>();

  /**
   * Starts a drawing.
   *
   * @param name of its file
   * @param title what is drawn, with its unit
   * @param format of its numbers
   * @param none the value that is no difference; {@code NaN} if there is none
   */
  public Chart(String name, String title, String format, double none) {
    this.name = name;
    this.title = title;
    this.format = format;
    this.none = none;
  }

  /** Starts a group. */
  public Chart group(String label) {
    lines.add(new Line(label, null, false));
    return this;
  }

  /**
   * Adds a dot.
   *
   * @param ours whether it is the one that the drawing is about
   */
  public Chart dot(String label, Interval interval, boolean ours) {
    lines.add(new Line(label, interval, ours));
    return this;
  }

  /** Its file, seen from the page. */
  String file() {
    return "diagrams/performance-" + name + ".svg";
  }

  /** The line that shows it on the page. */
  public String link() {
    return "![" + title + ": the figures of the table below as dots with their intervals](" + file() + ")\n";
  }

  @Override
  public String toString() {
    List<Interval> intervals = lines.stream().filter(line -> line.interval() != null).map(Line::interval).toList();
    double low = Double.isNaN(none) ? Double.POSITIVE_INFINITY : none;
    double high = Double.isNaN(none) ? Double.NEGATIVE_INFINITY : none;
    for (Interval each : intervals) {
      low = Math.min(low, each.isKnown() ? each.low() : each.median());
      high = Math.max(high, each.isKnown() ? each.high() : each.median());
    }
    double step = step((high - low) / TICKS);
    Axis axis = new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step);
    int bottom = TOP + LINE * lines.size();
    StringBuilder drawing = new StringBuilder();
    for (double tick = axis.low(); tick < axis.high() + step / 2; tick += step) {
      double x = axis.x(tick);
      drawing.append("  <path class=\"grid\" d=\"M%.1f %dV%d\"/>\n".formatted(x, TOP, bottom));
      drawing.append(text("tick", x, bottom + 16, tick(tick, step)));
    }
    if (!Double.isNaN(none)) {
      drawing.append("  <path class=\"none\" d=\"M%.1f %dV%d\"/>\n".formatted(axis.x(none), TOP, bottom));
    }
    StringBuilder words = new StringBuilder();
    int y = TOP;
    for (Line line : lines) {
      draw(drawing, axis, line, y + LINE / 2);
      words.append(line.interval() == null ? (words.isEmpty() ? "" : ". ") + line.label() + ":"
          : " " + line.label() + " " + line.interval().text(format) + ";");
      y += LINE;
    }
    int width = LABELS + PLOT + NUMBERS;
    int height = bottom + 24;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
        aria-labelledby="title desc">
          <title id="title">%3$s</title>
          <desc id="desc">%4$s</desc>
        """.formatted(width, height, escaped(title), escaped("Median and, in brackets, its interval. " + words))
        + STYLE + text("group", 8, 15, title) + drawing + "</svg>\n";
  }

  private void draw(StringBuilder drawing, Axis axis, Line line, int y) {
    if (line.interval() == null) {
      drawing.append(text("group", 8, y + 4, line.label()));
      return;
    }
    String kind = line.ours() ? "ours" : "other";
    Interval interval = line.interval();
    drawing.append(text(kind, 20, y + 4, line.label()));
    if (interval.isKnown()) {
      drawing.append("  <path class=\"%s\" d=\"M%.1f %dH%.1f\"/>\n".formatted(
          kind, axis.x(interval.low()), y, axis.x(interval.high())));
    }
    drawing.append("  <circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/>\n".formatted(
        kind, axis.x(interval.median()), y));
    drawing.append(text(kind, LABELS + PLOT + 24, y + 4, interval.text(format)));
  }

  /** From a value to where it is drawn. */
  private record Axis(double low, double high) {
    double x(double value) {
      return LABELS + PLOT * (value - low) / (high - low);
    }
  }

  /** The next larger of 1, 2, 5, 10, 20, 50 and so on. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String tick(double value, double step) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return ("%." + digits + "f").formatted(value + 0.0 == 0 ? 0.0 : value);
  }

  private static String text(String kind, double x, int y, String text) {
    return "  <text class=\"%s\" x=\"%.0f\" y=\"%d\">%s</text>\n".formatted(kind, x, y, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("`", "").replace("*", "");
  }
}
