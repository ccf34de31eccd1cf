package io.github.realip.names;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** What {@code /etc/hosts} says, see hosts(5). */
final class HostsFile {

  private HostsFile() {
  }

  /** The addresses of a name in the lines of the file; none if the name is not there. */
  static List<String> addresses(List<String> lines, String name) {
    List<String> addresses = new ArrayList<String>();
    for (String line : lines) {
      int comment = line.indexOf('#');
      StringTokenizer words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
      String address = words.hasMoreTokens() ? words.nextToken() : "";
      while (words.hasMoreTokens()) {
        if (words.nextToken().equalsIgnoreCase(name) && !addresses.contains(address)) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }
}
