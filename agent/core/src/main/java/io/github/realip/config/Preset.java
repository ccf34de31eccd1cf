package io.github.realip.config;

import io.github.realip.address.Cidr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The proxies of a platform, as its owner publishes them. */
public final class Preset {

  private final String name;
  private String source = "";
  private String date = "";
  private String note = "";
  private String leftOut = "";
  private final Map<Key, String> settings = new EnumMap<Key, String>(Key.class);
  private final List<Cidr> ranges = new ArrayList<Cidr>();

  Preset(String name) {
    this.name = name;
  }

  /** Takes one fact of the data file: a word and what follows it, or a range. */
  void add(String word, String rest) {
    Cidr range = Cidr.parse(word);
    if (range != null) {
      ranges.add(range);
    } else if (word.equals("source")) {
      source = rest;
    } else if (word.equals("date")) {
      date = rest;
    } else if (word.equals("note")) {
      note = rest;
    } else if (word.equals("left-out")) {
      leftOut = rest;
    } else if (Key.named(word) != null) {
      settings.put(Key.named(word), rest);
    } else {
      throw new IllegalArgumentException("preset " + name + ": " + word);
    }
  }

  /** Returns the name by which {@code realip.trusted-proxies} refers to it. */
  public String name() {
    return name;
  }

  /** Returns the page that publishes the ranges. */
  public String source() {
    return source;
  }

  /** Returns the day of that list, as YYYY-MM-DD. */
  public String date() {
    return date;
  }

  /** Returns what to know before using it; empty for nothing. */
  public String note() {
    return note;
  }

  /** Returns where the ranges of a known name are to be had, if they are not here; empty if they are. */
  public String leftOut() {
    return leftOut;
  }

  /** Returns the settings that are the platform's contract. */
  public Map<Key, String> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** Returns the addresses of the proxies. */
  public List<Cidr> ranges() {
    return Collections.unmodifiableList(ranges);
  }
}
