package io.github.realip.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The value of one key, where it came from, and what it overrides. */
public final class Setting {

  private final String value;
  private final String origin;
  private final Layer layer;
  private final List<String> overridden = new ArrayList<String>();

  /**
   * Makes one.
   *
   * @param layer the layer that gives it, or {@code null} if it is a default or a preset's
   */
  Setting(String value, String origin, Layer layer) {
    this.value = value;
    this.origin = origin;
    this.layer = layer;
  }

  void overrides(Setting other) {
    overridden.add(other.origin + " = " + Printable.escape(other.value));
  }

  /** Returns the value, blanks round it removed. */
  public String value() {
    return value;
  }

  /** Returns the place that sets it, such as {@code system property realip.headers}. */
  public String origin() {
    return origin;
  }

  /** Returns the path of the file that sets it, or {@code null} if no file does. */
  public String file() {
    return layer == null ? null : layer.file();
  }

  /** Returns the layer that sets it, or {@code null} if it is a default or a preset's. */
  Layer layer() {
    return layer;
  }

  /** Returns the places of lower rank that set it too, and what they say. */
  public List<String> overridden() {
    return Collections.unmodifiableList(overridden);
  }
}
