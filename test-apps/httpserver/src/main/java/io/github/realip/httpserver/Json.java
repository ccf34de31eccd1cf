package io.github.realip.httpserver;

import java.util.List;
import java.util.Map;

/** JSON of text, numbers and lists of text, with nothing that would have to be escaped but quotes. */
public final class Json {

  private Json() {
  }

  /** An object with these members. */
  public static String of(Map<String, ?> members) {
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, ?> each : members.entrySet()) {
      out.append(out.length() == 1 ? "" : ",").append('"').append(each.getKey()).append("\":");
      write(each.getValue(), out);
    }
    return out.append("}\n").toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof List) {
      String separator = "[";
      for (Object each : (List<?>) value) {
        out.append(separator);
        write(each, out);
        separator = ",";
      }
      out.append(separator.equals("[") ? "[]" : "]");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      out.append('"').append(value.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }
}
