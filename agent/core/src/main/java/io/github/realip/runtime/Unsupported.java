package io.github.realip.runtime;

import io.github.realip.AgentLog;
import io.github.realip.config.Printable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Says, once for each container and setting, what was asked for and cannot be had there. */
final class Unsupported {

  private final String rewrite;
  private final Set<String> origin = names();
  private final Set<String> headers = names();
  private final Set<String> proxyProtocol = names();

  /** Takes the value of {@code realip.rewrite}. */
  Unsupported(String rewrite) {
    this.rewrite = "realip.rewrite=" + Printable.escape(rewrite);
  }

  private static Set<String> names() {
    return Collections.synchronizedSet(new HashSet<String>());
  }

  /** Scheme, host and port stay the container's. */
  void origin(String container) {
    if (origin.add(container)) {
      AgentLog.error(rewrite + " is not supported in " + container + ": only the address is rewritten, scheme, host and"
          + " port stay the container's; set realip.rewrite=address and use the container's own means");
    }
  }

  /** Headers are read as they are sent. */
  void headers(String container) {
    if (headers.add(container)) {
      AgentLog.error(rewrite + ": headers are not rewritten in " + container + ", so X-Forwarded-For and its like are"
          + " read as they are sent; have the proxy remove those that it does not set, and leave headers out of"
          + " realip.rewrite");
    }
  }

  /** The PROXY protocol is not read, in a container or in one class of it. */
  void proxyProtocol(String place) {
    if (proxyProtocol.add(place)) {
      AgentLog.error("realip.proxy-protocol is not supported in " + place + ": what begins with the PROXY protocol gets"
          + " status 400 there; use the server's own means if it has any, or let a proxy in between read it");
    }
  }
}
