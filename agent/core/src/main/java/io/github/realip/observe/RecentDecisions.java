package io.github.realip.observe;

import io.github.realip.config.Printable;
import io.github.realip.resolve.HeaderRule;
import io.github.realip.resolve.Hop;
import java.util.ArrayList;
import java.util.List;

/** The last few decisions, in words, while somebody wants to see them. */
final class RecentDecisions implements Observer {

  private static final int MOST = 16;

  private final List<String> decisions = new ArrayList<String>();
  private boolean recording;

  @Override
  public synchronized void observe(SampledRequest request, int interval, long nanoTime) {
    if (!recording) {
      return;
    }
    StringBuilder text = new StringBuilder("peer ").append(Printable.escape(request.decision().hops().get(0).text()));
    HeaderRule header = request.present();
    if (header != null) {
      text.append(", ").append(header.name()).append(':');
      List<String> all = request.lines(header.name());
      for (String line : all.subList(Math.max(0, all.size() - 4), all.size())) { // the nearest hops are at the end
        text.append(' ').append(Printable.quote(tail(line)));
      }
    }
    List<Hop> hops = request.decision().hops();
    for (int i = 1; i < Math.min(hops.size(), 6); i++) {
      text.append(i == 1 ? ", hops from the right: " : " ").append(Printable.escape(hops.get(i).text())).append('=')
          .append(hops.get(i).status());
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

  synchronized boolean isRecording() {
    return recording;
  }

  /** Records every decision from now on, or stops and forgets them. */
  synchronized void record(boolean wanted) {
    recording = wanted;
    if (!wanted) {
      decisions.clear();
    }
  }

  private static String tail(String line) {
    return line.length() <= 100 ? line : "..." + line.substring(line.length() - 100);
  }
}
