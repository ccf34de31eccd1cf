package io.github.realip.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The value of one key, where it came from, and what it overrides. */
public final class Setting {

  private final String value;
  private final String origin;
  private final List<String> overridden = new ArrayList<String>();

  Setting(String value, String origin) {
    this.value = value;
    this.origin = origin;
  }

  void overrides(String otherOrigin, String otherValue) {
    overridden.add(otherOrigin + " = " + Printable.escape(otherValue));
  }

  /** Returns the value, blanks round it removed. */
  public String value() {
    return value;
  }

  /** Returns the place that sets it, such as {@code system property realip.headers}. */
  public String origin() {
    return origin;
  }

  /** Returns the places of lower rank that set it too, and what they say. */
  public List<String> overridden() {
    return Collections.unmodifiableList(overridden);
  }
}
