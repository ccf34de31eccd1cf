package io.github.realip.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The pattern of an access log, as servers have it: {@code %a} or {@code %h} is the client as the server knew it;
 * {@code %{peer}a}, {@code %{c}a} or Jetty's {@code %{remote}a} the socket's peer; {@code %{NAME}i} or Undertow's
 * {@code %{i,NAME}} a header. Whatever else begins with {@code %} is passed over. What stands between is text, which
 * ends the field before it.
 */
final class AccessLogFormat {

  /** What one line says; a field that it does not have, or that is {@code -}, is {@code null}. */
  static final class Line {
    String peer;
    String client;
    /** By the position of the name in {@link #headers()}. */
    final String[] headers;

    Line(int headers) {
      this.headers = new String[headers];
    }
  }

  /** What GlassFish and Payara write for a header that is absent, with its name in capitals behind it. */
  private static final String NULL_HEADER = "NULL-HEADER-";

  private enum Kind { TEXT, PEER, CLIENT, HEADER, OTHER }

  /** A field, or text between fields. */
  private static final class Part {
    final Kind kind;
    final String text;
    int header;
    boolean isUndertows;

    Part(Kind kind, String text) {
      this.kind = kind;
      this.text = text;
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final Set<String> headers = new LinkedHashSet<>();
  private boolean hasPeer;
  private boolean hasClient;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  AccessLogFormat(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) != '%' || pattern.startsWith("%%", i)) {
        text.append(pattern.charAt(i));
        i += pattern.startsWith("%%", i) ? 1 : 0;
        continue;
      }
      int end = i + 1;
      while (end < pattern.length() && "<>!,0123456789".indexOf(pattern.charAt(end)) >= 0) { // Apache's conditions
        end++;
      }
      String argument = null;
      if (pattern.startsWith("{", end)) {
        int close = pattern.indexOf('}', end);
        if (close < 0) {
          throw new IllegalArgumentException("a { without a } in " + pattern);
        }
        argument = pattern.substring(end + 1, close);
        end = close + 1;
      }
      char letter = end < pattern.length() && Character.isLetter(pattern.charAt(end)) ? pattern.charAt(end) : ' ';
      add(text);
      if (argument != null && argument.indexOf(',') > 0) { // %{i,NAME}
        parts.add(field(argument.startsWith("i,") ? 'i' : ' ', argument.substring(argument.indexOf(',') + 1), true));
        i = end - 1;
      } else {
        parts.add(field(letter, argument, false));
        i = letter == ' ' ? end - 1 : end;
      }
    }
    add(text);
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).kind != Kind.TEXT && parts.get(i - 1).kind != Kind.TEXT) {
        throw new IllegalArgumentException("two fields without anything between them in " + pattern);
      }
    }
  }

  private void add(StringBuilder text) {
    if (text.length() > 0) {
      parts.add(new Part(Kind.TEXT, text.toString()));
      text.setLength(0);
    }
  }

  private Part field(char letter, String argument, boolean isUndertows) {
    if (letter == 'i' && argument != null) {
      Part part = new Part(Kind.HEADER, argument);
      headers.add(argument.toLowerCase(Locale.ROOT));
      part.header = headers.size() - 1;
      part.isUndertows = isUndertows;
      return part;
    }
    boolean address = letter == 'a' || letter == 'h';
    if (address && (argument == null || argument.equals("client"))) {
      hasClient = true;
      return new Part(Kind.CLIENT, "");
    }
    if (letter == 'a' && (argument.equals("peer") || argument.equals("c") || argument.equals("remote"))) {
      hasPeer = true;
      return new Part(Kind.PEER, "");
    }
    return new Part(Kind.OTHER, "");
  }

  /** The names of the headers, in lower case. */
  List<String> headers() {
    return new ArrayList<>(headers);
  }

  boolean hasPeer() {
    return hasPeer;
  }

  boolean hasClient() {
    return hasClient;
  }

  /** Reads a line, or returns {@code null} if it is not of this format. */
  Line read(String line) {
    Line read = new Line(headers.size());
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.kind == Kind.TEXT) {
        if (!line.startsWith(part.text, at)) {
          return null;
        }
        at += part.text.length();
        continue;
      }
      int end = i + 1 == parts.size() ? line.length() : end(line, at, parts.get(i + 1).text);
      if (end < 0) {
        return null;
      }
      take(read, part, line, at, end);
      at = end;
    }
    return read; // what comes behind is nothing to us
  }

  /** Where a field ends: at the next text; if that begins with a quotation mark, not at an escaped one. */
  private static int end(String line, int from, String text) {
    int end = line.indexOf(text, from);
    while (end > from && text.charAt(0) == '"' && isEscaped(line, from, end)) {
      end = line.indexOf(text, end + 1);
    }
    return end;
  }

  private static boolean isEscaped(String line, int from, int at) {
    int backslashes = 0;
    while (at - 1 - backslashes >= from && line.charAt(at - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static void take(Line read, Part part, String line, int from, int to) {
    boolean absent = to == from || to == from + 1 && line.charAt(from) == '-';
    if (part.kind == Kind.OTHER || absent) {
      return;
    }
    String value = line.substring(from, to);
    if (part.kind == Kind.PEER) {
      read.peer = value;
    } else if (part.kind == Kind.CLIENT) {
      read.client = read.client == null ? value : read.client;
    } else {
      String plain = value.indexOf('\\') < 0 ? value : unescaped(value);
      if (plain.startsWith(NULL_HEADER)) {
        return;
      }
      boolean several = part.isUndertows && plain.startsWith("[") && plain.endsWith("]") && plain.contains(", ");
      read.headers[part.header] = several ? plain.substring(1, plain.length() - 1) : plain;
    }
  }

  /** Without the backslashes that logs put before quotation marks and in the place of control characters. */
  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\' || i + 1 == value.length()) {
        plain.append(c);
        continue;
      }
      char next = value.charAt(++i);
      int digits = next == 'x' ? 2 : next == 'u' ? 4 : 0;
      if (digits > 0 && i + digits < value.length()) {
        try {
          plain.append((char) Integer.parseInt(value.substring(i + 1, i + 1 + digits), 16));
          i += digits;
          continue;
        } catch (NumberFormatException noDigits) {
          // then it is what it is
        }
      }
      plain.append(next == 't' ? '\t' : next);
    }
    return plain.toString();
  }
}
