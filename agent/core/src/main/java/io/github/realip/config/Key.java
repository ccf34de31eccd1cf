package io.github.realip.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of settings. Each has one name: {@code realip.NAME} as a system property, {@code REALIP_NAME} in the
 * environment, {@code NAME} as an agent argument and in the configuration file, {@code --NAME} on the command line.
 */
public enum Key {
  /** Who is believed. */
  TRUSTED_PROXIES("trusted-proxies", "",
      "the proxies whose header is believed: addresses, networks, loopback, link-local, private, cgnat, unix:,"
          + " presets, dns:NAME and @FILE, separated by commas", "proxies", "trusted-ips", "preset"),
  /** What is read. */
  HEADERS("headers", "X-Forwarded-For",
      "the header that names the client, NAME or NAME=list|forwarded|single; of several, separated by commas, the"
          + " next is read only if the earlier one is absent", "header", "header-name"),
  /** How far it is read. */
  TRUSTED_HOPS("trusted-hops", "",
      "the number of addresses that the proxies append: the client is the Nth from the right; none: no number, whatever"
          + " a preset says", "hops", "hop-count"),
  /** What is answered besides the address. */
  REWRITE("rewrite", "address",
      "what is rewritten: address always, and with it any of proto (scheme and isSecure), host, port, and headers or"
          + " headers-chain (headers that name a client), separated by commas; read at the start only", "headers-seen"),
  /** Which headers name a client. */
  CLIENT_HEADERS("client-headers", "",
      "with headers in rewrite: +NAME,... more headers that applications take for the client's address; read at the"
          + " start only", "client-header", "headers-seen-also"),
  /** What says whether a client came over TLS. */
  PROTO_HEADERS("proto-headers", "X-Forwarded-Proto",
      "the headers that say http or https, or on and off, separated by commas; the next is read only if the earlier one"
          + " is absent"),
  /** Which hosts a proxy may name. */
  ALLOWED_HOSTS("allowed-hosts", "",
      "the hosts that a proxy may name, such as www.example.com and *.example.com, separated by commas; without them"
          + " any"),
  /** Where redirects to TLS go. */
  SECURE_PORT("secure-port", "443",
      "the port that the container's own redirects to TLS go to, when the request came through a proxy"),
  /** Who may say in front of a connection whose it is. */
  PROXY_PROTOCOL("proxy-protocol", "",
      "the load balancers whose PROXY protocol is read: entries as of trusted-proxies; each connection of theirs must"
          + " begin with its header, and the source that it names is the peer"),
  /** What becomes of a connection without. */
  PROXY_PROTOCOL_MISSING("proxy-protocol-missing", "close",
      "what is done with a connection of such a load balancer that does not begin with a header: close, or accept with"
          + " the load balancer as the peer"),
  /** How the answer is written. */
  IPV6_FORMAT("ipv6-format", "rfc5952",
      "how an IPv6 client is written: rfc5952 (2001:db8::1) or java (2001:db8:0:0:0:0:0:1)"),
  /** Where more settings are. */
  CONFIG_FILE("config-file", "",
      "a properties file with these names, read again when it changes"),
  /** What becomes of the decisions. */
  MODE("mode", "on",
      "on; observe: every request is decided and compared, and the application gets the container's own answer; off",
      "enabled", "disabled"),
  /** What is said about it. */
  LOG("log", "info",
      "how much is said on standard error: off, error, warn, info or debug"),
  /** How often names are looked up. */
  DNS_REFRESH("dns-refresh", "30s",
      "how often dns:NAME entries are looked up again, such as 30s or 1m"),
  /** Whether a range may cover the pod's gateway. */
  TRUST_GATEWAY("trust-gateway", "false",
      "true lets a trusted range cover the default gateway of a Kubernetes pod"),
  /** Whether the agent says why addresses are lost. */
  DIAGNOSE("diagnose", "true",
      "false: do not look out for lost client addresses, count nothing and offer no MXBean"),
  /** Who else has the say about the address. */
  DEFER_TO("defer-to", "",
      "the forwarding component of a container or framework whose address counts instead of the agent's:"
          + " remote-ip-valve, remote-ip-filter, jetty-forwarded, undertow-proxy-peer-address, undertow-forwarded,"
          + " quarkus-forwarded, spring-forwarded-header-filter, reactor-forwarded,"
          + " spring-forwarded-header-transformer, vertx-forward or micronaut-client-address; read at the start only");

  private static final String PROPERTY_PREFIX = "realip.";
  /** The name that {@link #MODE} had when it knew true and false alone. */
  private static final String ENABLED = "enabled";

  private final String label;
  private final String defaultValue;
  private final String meaning;
  private final String[] mistakenFor;

  /** A key and other names that people have written for it, beside those that are nearly its own. */
  Key(String label, String defaultValue, String meaning, String... mistakenFor) {
    this.label = label;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.mistakenFor = mistakenFor;
  }

  /** Returns the name without any prefix, such as {@code trusted-proxies}. */
  public String label() {
    return label;
  }

  /** Returns the system property, such as {@code realip.trusted-proxies}. */
  public String property() {
    return PROPERTY_PREFIX + label;
  }

  /** Returns the environment variable, such as {@code REALIP_TRUSTED_PROXIES}. */
  public String environmentVariable() {
    return environmentVariable(label);
  }

  /** Returns the environment variable of a name without any prefix. */
  static String environmentVariable(String name) {
    return (PROPERTY_PREFIX + name).replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns the value that holds where nobody sets one; empty for none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** Returns what the setting is for, in one line. */
  public String meaning() {
    return meaning;
  }

  /**
   * Returns the key of that name, with or without the prefix {@code realip.}, or {@code null}; {@code enabled} is
   * another name of {@code mode}.
   */
  public static Key named(String name) {
    String wanted = name.startsWith(PROPERTY_PREFIX) ? name.substring(PROPERTY_PREFIX.length()) : name;
    for (Key key : values()) {
      if (key.label.equals(wanted)) {
        return key;
      }
    }
    return wanted.equals(ENABLED) ? MODE : null;
  }

  /**
   * Tells whether it decides who is believed and about what. What does is read whole or not at all: a key that is
   * misspelt is an error, and one that is gone from a file leaves the rules as they were.
   */
  public boolean decidesTrust() {
    return this == HEADERS || this == TRUSTED_HOPS || this == CONFIG_FILE || this == MODE
        || this == TRUST_GATEWAY || this == REWRITE || this == PROTO_HEADERS || this == ALLOWED_HOSTS
        || this == CLIENT_HEADERS || isList() || this == PROXY_PROTOCOL_MISSING;
  }

  /** Tells whether it lists addresses that are believed. */
  boolean isList() {
    return this == TRUSTED_PROXIES || this == PROXY_PROTOCOL;
  }

  /** Tells whether the JVM must be started again for a new value. */
  boolean isReadAtStartOnly() {
    return this == DEFER_TO || this == DIAGNOSE || this == CLIENT_HEADERS;
  }

  /** Returns the key that a misspelt name, with or without the prefix and in any case, probably stands for, or null. */
  static Key nearest(String name) {
    String plain = plain(name);
    Map<String, Key> candidates = new LinkedHashMap<String, Key>();
    for (Key key : values()) {
      candidates.put(key.label, key);
      for (String other : key.mistakenFor) {
        candidates.put(other, key);
      }
    }
    return candidates.get(Spelling.nearest(plain, candidates.keySet().toArray(new String[0])));
  }

  /** The name in lower case with hyphens, without the prefix: {@code REALIP_HEADERS} is {@code headers}. */
  static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    return plain.startsWith("realip-") ? plain.substring("realip-".length()) : plain;
  }
}
