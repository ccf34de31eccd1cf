package io.github.realip.whoami;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;

/**
 * How applications find out their client's address: the shapes of {@code getIpAddr()} that public code has, each with
 * the mistakes that belong to it.
 */
final class ClientIpIdioms {

  private static final String[] FIVE =
      {"X-Forwarded-For", "Proxy-Client-IP", "WL-Proxy-Client-IP", "HTTP_CLIENT_IP", "HTTP_X_FORWARDED_FOR"};

  private ClientIpIdioms() {
  }

  /** All of them, by what is peculiar to each. */
  static Map<String, Function<HttpServletRequest, String>> all() {
    Map<String, Function<HttpServletRequest, String>> all = new LinkedHashMap<>();
    all.put("leftmost that is not unknown", request -> leftmostNotUnknown(request, "x-forwarded-for", "Proxy-Client-IP",
        "X-Forwarded-For", "WL-Proxy-Client-IP", "X-Real-IP"));
    all.put("leftmost of many names", request -> leftmostNotUnknown(request, "X-Forwarded-For", "X-Real-IP",
        "Proxy-Client-IP", "WL-Proxy-Client-IP", "HTTP_CLIENT_IP", "HTTP_X_FORWARDED_FOR"));
    all.put("leftmost if longer than 15", ClientIpIdioms::leftmostIfLong);
    all.put("whole, then leftmost", request -> whole(request, "x-forwarded-for", "Proxy-Client-IP",
        "WL-Proxy-Client-IP").split(",")[0]);
    all.put("leftmost, unknown or not", ClientIpIdioms::leftmostWhateverItIs);
    all.put("leftmost by indexOf", ClientIpIdioms::leftmostByIndex);
    all.put("last", request -> last(whole(request, "x-forwarded-for", "Proxy-Client-IP", "WL-Proxy-Client-IP")));
    all.put("whole of three", request -> whole(request, "x-forwarded-for", "Proxy-Client-IP", "WL-Proxy-Client-IP"));
    all.put("whole of five", request -> whole(request, FIVE));
    all.put("whole of eleven", request -> whole(request, "X-Forwarded-For", "Proxy-Client-IP", "WL-Proxy-Client-IP",
        "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED", "HTTP_X_CLUSTER_CLIENT_IP", "HTTP_CLIENT_IP", "HTTP_FORWARDED_FOR",
        "HTTP_FORWARDED", "HTTP_VIA", "REMOTE_ADDR"));
    all.put("a name with a slip in it", request -> whole(request, "x-forwarded-for", "WL-Proxy-Client-IP ip"));
    all.put("the one that cannot be forged first", request -> whole(request, "HTTP_CLIENT_IP", "X-Forwarded-For"));
    all.put("X-Real-IP first", request -> leftmostNotUnknown(request, "X-Real-IP", "X-Forwarded-For"));
    all.put("a gateway's name first", request -> whole(request, "X-Cloud-IP", "True-Client-IP", "CF-Connecting-IP",
        "X-Original-Forwarded-For", "X-Client-IP", "X-Cluster-Client-IP", "X-Envoy-External-Address"));
    all.put("the host at last", ClientIpIdioms::hostAtLast);
    all.put("trusting whoever is local", ClientIpIdioms::trustingLocal);
    all.put("next if the former is there", ClientIpIdioms::nextIfThere);
    all.put("first that is an address", request -> firstThatMatches(request, "[0-9.]{7,15}|[0-9a-fA-F:]{3,39}"));
    all.put("first that is public", request ->
        firstThatMatches(request, "(?!10\\.|192\\.168\\.|127\\.)[0-9.]{7,15}|2[0-9a-fA-F:]{3,39}"));
    all.put("Forwarded first", ClientIpIdioms::forwardedFirst);
    all.put("all lines joined", ClientIpIdioms::allLines);
    all.put("by going through all names", ClientIpIdioms::throughAllNames);
    return all;
  }

  /** An audit's line, which has both: an idiom too, but its answer is no address. */
  static String audit(HttpServletRequest request) {
    return request.getRemoteAddr() + "," + request.getHeader("X-Forwarded-For");
  }

  private static boolean isNothing(String value) {
    return value == null || value.isEmpty() || "unknown".equalsIgnoreCase(value);
  }

  private static String whole(HttpServletRequest request, String... names) {
    String ip = null;
    for (int i = 0; i < names.length && isNothing(ip); i++) {
      ip = request.getHeader(names[i]);
    }
    return isNothing(ip) ? request.getRemoteAddr() : ip;
  }

  private static String leftmostNotUnknown(HttpServletRequest request, String... names) {
    String ip = whole(request, names);
    if (ip != null && ip.indexOf(',') > 0) {
      for (String each : ip.trim().split(",")) {
        if (!isNothing(each)) {
          ip = each.trim();
          break;
        }
      }
    }
    return ip == null || ip.length() <= 255 ? ip : ip.substring(0, 255);
  }

  private static String leftmostIfLong(HttpServletRequest request) {
    String ip = whole(request, "x-forwarded-for", "Proxy-Client-IP", "WL-Proxy-Client-IP");
    if (ip != null && ip.length() > 15 && ip.indexOf(',') > 0) {
      ip = ip.substring(0, ip.indexOf(','));
    }
    return ip;
  }

  private static String leftmostWhateverItIs(HttpServletRequest request) {
    String forwardedFor = request.getHeader("X-Forwarded-For");
    if (forwardedFor != null && !forwardedFor.trim().isEmpty()) {
      return forwardedFor.contains(",") ? forwardedFor.split(",", 2)[0].trim() : forwardedFor;
    }
    String realIp = request.getHeader("X-Real-IP");
    return realIp == null || realIp.isEmpty() ? request.getRemoteAddr() : realIp;
  }

  private static String leftmostByIndex(HttpServletRequest request) {
    String ip = request.getHeader("X-Forwarded-For");
    if (!isNothing(ip)) {
      int comma = ip.indexOf(',');
      return comma == -1 ? ip : ip.substring(0, comma);
    }
    ip = request.getHeader("X-Real-IP");
    return isNothing(ip) ? request.getRemoteAddr() : ip;
  }

  private static String last(String ip) {
    return ip.substring(ip.lastIndexOf(',') + 1).trim();
  }

  private static String hostAtLast(HttpServletRequest request) {
    String ip = request.getHeader("X-Forwarded-For");
    return isNothing(ip) ? request.getRemoteHost() : ip;
  }

  private static String trustingLocal(HttpServletRequest request) {
    String host = request.getRemoteHost();
    String ip = request.getHeader("X-Forwarded-For");
    return ip != null && (host.startsWith("127.") || host.equals("localhost")) ? ip.split(",")[0]
        : request.getRemoteAddr();
  }

  /** Meant to go on if the former is blank. */
  private static String nextIfThere(HttpServletRequest request) {
    String ip = request.getHeader("X-Forwarded-For");
    for (String name : FIVE) {
      if (!isNothing(ip)) {
        String next = request.getHeader(name);
        ip = next == null ? ip : next;
      }
    }
    return isNothing(ip) ? request.getRemoteAddr() : ip;
  }

  private static String firstThatMatches(HttpServletRequest request, String address) {
    for (String name : FIVE) {
      String list = request.getHeader(name);
      for (String each : list == null ? new String[0] : list.split("[,;]")) {
        if (each.trim().matches(address)) {
          return each.trim();
        }
      }
    }
    return request.getRemoteAddr();
  }

  private static String forwardedFirst(HttpServletRequest request) {
    String forwarded = request.getHeader("Forwarded");
    if (forwarded != null && forwarded.toLowerCase().contains("for=")) {
      String ip = forwarded.substring(forwarded.toLowerCase().indexOf("for=") + 4).split("[,;]")[0];
      ip = ip.replace("\"", "");
      return ip.startsWith("[") ? ip.substring(1, ip.indexOf(']')) : ip;
    }
    String forwardedFor = request.getHeader("X-Forwarded-For");
    return forwardedFor == null ? request.getRemoteAddr() : forwardedFor.split(",", 2)[0];
  }

  private static String allLines(HttpServletRequest request) {
    StringBuilder joined = new StringBuilder();
    for (Enumeration<String> lines = request.getHeaders("X-Forwarded-For"); lines.hasMoreElements();) {
      joined.append(joined.length() == 0 ? "" : ", ").append(lines.nextElement());
    }
    return joined.length() == 0 ? request.getRemoteAddr() : joined.toString().split(",")[0];
  }

  private static String throughAllNames(HttpServletRequest request) {
    for (String name : Collections.list(request.getHeaderNames())) {
      String plain = name.toLowerCase().replace('_', '-');
      if (plain.contains("forwarded-for") || plain.contains("client-ip") || plain.endsWith("real-ip")) {
        return request.getHeader(name).split(",")[0];
      }
    }
    return request.getRemoteAddr();
  }
}
