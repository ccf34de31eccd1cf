package io.github.realip.diagnose;

import io.github.realip.config.Printable;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The last few decisions, in words, while somebody wants to see them. */
final class RecentDecisions {

  private static final int MOST = 16;

  private final List<String> decisions = new ArrayList<String>();

  synchronized void add(Observation request, Map<String, List<String>> lines) {
    StringBuilder text = new StringBuilder("peer ").append(Printable.escape(request.decision().hops().get(0).text()));
    HeaderRule header = request.present();
    if (header != null) {
      text.append(", ").append(header.name()).append(':');
      List<String> all = lines.get(header.name());
      for (String line : all.subList(Math.max(0, all.size() - 4), all.size())) { // the nearest hops are at the end
        text.append(' ').append(Printable.quote(tail(line)));
      }
    }
    List<Hop> hops = request.decision().hops();
    for (int i = 1; i < Math.min(hops.size(), 6); i++) {
      text.append(i == 1 ? ", hops from the right: " : " ").append(Printable.escape(hops.get(i).text())).append('=')
          .append(hops.get(i).verdict());
    }
    text.append(", answer ").append(Printable.escape(request.decision().address())).append(", reason ")
        .append(request.decision().reason());
    decisions.add(text.toString());
    if (decisions.size() > MOST) {
      decisions.remove(0);
    }
  }

  synchronized List<String> all() {
    return new ArrayList<String>(decisions);
  }

  synchronized void clear() {
    decisions.clear();
  }

  private static String tail(String line) {
    return line.length() <= 100 ? line : "..." + line.substring(line.length() - 100);
  }
}
