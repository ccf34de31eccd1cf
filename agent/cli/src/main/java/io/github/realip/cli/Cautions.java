package io.github.realip.cli;

import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is right with one gateway and lets clients choose their address with another; each sentence from a row of
 * {@code gateways.jsonl}.
 */
final class Cautions {

  private static final Map<String, String> HEADERS = new LinkedHashMap<>();

  static {
    HEADERS.put("x-original-forwarded-for", "only ingress-nginx, and HAProxy Ingress with forwardfor: add, write it;"
        + " all other gateways pass the client's own value on, so a client chooses its address; take it out before you"
        + " move to another controller");
    HEADERS.put("forwarded", "most gateways and load balancers pass the client's own value on, so a client chooses its"
        + " address; right only if every trusted proxy writes it");
    HEADERS.put("x-real-ip", "Envoy, Caddy, HAProxy Technologies' controller and OpenShift's router pass the"
        + " client's own value on, and so does Traefik with trustedIPs or insecure, so a client chooses its address;"
        + " right with ingress-nginx, F5's nginx controllers, Kong and HAProxy Ingress,"
        + " if their real-ip settings name the load balancer and not everybody");
    HEADERS.put("x-envoy-external-address", "Envoy passes the client's own value on with use_remote_address: false,"
        + " with Envoy Gateway's clientIPDetection and where clients get round the hops that it counts, so a client"
        + " chooses its address; right where Envoy itself sees the client");
  }

  private Cautions() {
  }

  /**
   * What to make sure of, a sentence for each setting.
   *
   * @param accepted names of headers, or {@code trusted-hops}, that need none
   */
  static List<String> of(Configuration configuration, List<String> accepted) {
    List<String> cautions = new ArrayList<>();
    Setting headers = configuration.setting(Key.HEADERS);
    for (String entry : headers.value().split(",")) {
      String name = entry.split("=", 2)[0].trim();
      String caution = HEADERS.get(name.toLowerCase(Locale.ROOT));
      if (caution != null && !contains(accepted, name)) {
        cautions.add(headers.origin() + ": " + name + ": " + caution + "; if that is so, add --accept " + name);
      }
    }
    Setting hops = configuration.setting(Key.TRUSTED_HOPS);
    boolean more = !hops.value().isEmpty() && !hops.value().equals("1") && !hops.origin().startsWith("preset ");
    if (more && !contains(accepted, Key.TRUSTED_HOPS.label())) {
      cautions.add(hops.origin() + ": a client that gets round the load balancer in front of the gateway chooses its"
          + " address; list the load balancer in trusted-proxies instead; if nobody can get round it, add --accept "
          + Key.TRUSTED_HOPS.label());
    }
    Setting rewrite = configuration.setting(Key.REWRITE);
    for (String word : rewrite.value().split(",")) {
      if (word.trim().equalsIgnoreCase("port") && !contains(accepted, "port")) {
        cautions.add(rewrite.origin() + ": port: nginx, HAProxy, Envoy, Google's load balancers and Cloudflare pass the"
            + " client's own X-Forwarded-Port on, so a client chooses the port of redirects; right with ingress-nginx,"
            + " Traefik and AWS's ALB, which set it; if yours does, add --accept port");
      }
    }
    return cautions;
  }

  private static boolean contains(List<String> accepted, String name) {
    for (String each : accepted) {
      if (each.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
