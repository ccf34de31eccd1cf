package io.github.realip.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.realip.address.Cidr;
import io.github.realip.config.Configuration;
import io.github.realip.config.Key;
import io.github.realip.config.Layer;
import io.github.realip.config.Printable;
import io.github.realip.config.Problem;
import io.github.realip.resolve.Decision;
import io.github.realip.resolve.Resolver;
import io.github.realip.resolve.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Explains what the agent would answer to a request, and why. */
@Command(name = "explain",
    description = "Explains, hop by hop, which address the agent would answer. Only what is on this command line"
        + " counts: no environment, no gateway of this machine, and of names what --resolve says.",
    footer = {"", "Example:", "  java -jar realip-agent.jar explain --trusted-proxies 10.0.0.0/24 \\",
        "    --peer 10.0.0.7 -H 'X-Forwarded-For: 6.6.6.6, 203.0.113.7'"})
final class Explain implements Callable<Integer> {

  private final InputStream in;
  private CommandSpec spec;

  @Option(names = "--peer", paramLabel = "ADDRESS", description = "The peer of the socket, as the container prints it.")
  private String peer;

  @Option(names = {"-H", "--header"}, paramLabel = "'NAME: VALUE'",
      description = "A header line of the request; may be repeated, in the order of the request.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--proxy-protocol-hex", paramLabel = "DIGITS", description = "The first bytes of the connection, as"
      + " hexadecimal digits: what a header of the PROXY protocol in them says and, with --peer, who is the peer.")
  private String hex;

  @Option(names = "--proxy-protocol-file", paramLabel = "FILE", description = "The same from a file of bytes.")
  private Path file;

  @Option(names = "--json", description = "Prints the decision as one JSON object.")
  private boolean json;

  @Option(names = "--resolve", paramLabel = "NAME=ADDRESS,...",
      description = "The addresses behind an entry dns:NAME; may be repeated.")
  private List<String> resolve = new ArrayList<>();

  @Option(names = "--jsonl", description = "Reads one case a line from standard input, a JSON object:"
      + " {\"id\":...,\"peer\":...,\"headers\":[[NAME,VALUE],...],\"config\":{NAME:VALUE,...},"
      + "\"resolve\":{NAME:[ADDRESS,...]},\"expect\":ADDRESS,\"expect-reason\":REASON,\"expect-scheme\":SCHEME,"
      + "\"expect-host\":HOST,\"expect-port\":PORT,\"expect-headers\":{NAME:LINE,...},\"note\":...}. All but"
      + " \"peer\" may be left out; without \"config\" the options hold. Prints one answer a line:"
      + " {\"id\":...,\"client\":...,\"reason\":...,\"position\":...,\"hops\":[...]}, where"
      + " more than the address is rewritten \"scheme\", \"host\" and \"port\" (null: the container's own) and"
      + " \"scheme-reason\" and so on, \"headers\":{NAME:LINE,...} (null: absent), with"
      + " \"line\" and \"failed\" if it is not as expected, or {\"id\":...,\"line\":...,\"error\":...}. Then"
      + " the exit status is 1.")
  private boolean jsonLines;

  @Option(names = "--access-log", paramLabel = "FILE", description = "Reads requests from a server's access log,"
      + " packed by gzip or not, and says how many answers would differ from what was logged, with reasons and"
      + " examples.")
  private Path accessLog;

  @Option(names = "--format", paramLabel = "PATTERN", description = "The pattern of the access log, as the server has"
      + " it: %%{peer}a, Jetty's %%{remote}a or --peer is the peer, %%a or %%h the client as it was logged, %%{NAME}i"
      + " or Undertow's %%{i,NAME} a header. Other fields are passed over.")
  private String format = "%{peer}a %a \"%{X-Forwarded-For}i\"";

  @Option(names = "--compared-with", paramLabel = "FILE", description = "With --access-log: compares with answers by"
      + " the settings in this file, instead of with what was logged.")
  private Path comparedWith;

  @Option(names = "--each", description = "With --access-log: prints each request, too, with tabs between line, peer,"
      + " former answer, answer, reason and kind of change.")
  private boolean each;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  Explain(InputStream in) {
    this.in = in;
  }

  /** Picocli's way to hand over the command, here to add the options that are made from the catalogue of keys. */
  @Spec
  void setSpec(CommandSpec command) {
    spec = command;
    SettingOptions.addTo(command, Key.TRUSTED_PROXIES, Key.HEADERS, Key.TRUSTED_HOPS, Key.IPV6_FORMAT,
        Key.REWRITE, Key.PROTO_HEADERS, Key.ALLOWED_HOSTS, Key.CLIENT_HEADERS, Key.PROXY_PROTOCOL,
        Key.PROXY_PROTOCOL_MISSING, Key.CONFIG_FILE);
  }

  @Override
  public Integer call() throws IOException {
    byte[] bytes = bytes();
    if (accessLog == null && (jsonLines ? peer != null || bytes != null : peer == null && bytes == null)) {
      throw new ParameterException(spec.commandLine(), "Give --peer, or --jsonl and requests on standard input, or"
          + " --access-log");
    }
    Configuration configuration = Configuration.of(SettingOptions.layers(spec), Collections.<String>emptyList());
    for (Problem problem : configuration.problems()) {
      spec.commandLine().getErr().println(problem);
    }
    if (!configuration.isValid()) {
      return Cli.MISTAKE;
    }
    Map<String, List<Cidr>> names = names();
    PrintWriter out = spec.commandLine().getOut();
    if (accessLog != null) {
      return readAccessLog(configuration, names);
    }
    if (jsonLines) {
      return new Cases(configuration, names).explain(in, out, spec.commandLine().getErr());
    }
    for (String name : configuration.dnsNames()) {
      if (!names.containsKey(name)) {
        spec.commandLine().getErr().println("warning: dns:" + name + " has no addresses here, so it trusts nobody;"
            + " add --resolve " + name + "=ADDRESS");
      }
    }
    String container = peer; // whom it sees
    JsonObject sent = null;
    if (bytes != null) {
      FirstBytes first = new FirstBytes(bytes, configuration.senders(names));
      container = peer == null ? null : first.peer(peer);
      sent = first.json();
      if (json && container == null) {
        sent.add("peer", JsonNull.INSTANCE);
        out.println(sent);
      } else if (!json) {
        out.println("bytes    " + first);
        out.println(peer == null ? "" : "sender   " + Printable.escape(peer) + "   " + first.consequence(peer) + '\n');
      }
      if (container == null) {
        return peer == null && first.isHeader() ? Cli.OK : Cli.MISTAKE;
      }
    }
    Rules rules = configuration.rules(names);
    List<Map.Entry<String, String>> request = headerLines();
    Decision decision = Resolver.explain(rules, container, request);
    Facts facts = Facts.of(rules, decision.outcome(), container, request);
    if (json) {
      JsonObject answer = Json.of(decision, facts);
      if (sent != null) {
        answer.add("proxy-protocol", sent);
      }
      out.println(answer);
    } else {
      Drawing drawing = new Drawing(out, spec.commandLine().getColorScheme().ansi());
      drawing.draw(decision);
      drawing.draw(facts);
      drawing.drawHeaders(facts, request);
    }
    return Cli.OK;
  }

  private int readAccessLog(Configuration configuration, Map<String, List<Cidr>> names) throws IOException {
    AccessLogFormat pattern;
    try {
      pattern = new AccessLogFormat(format);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--format: " + e.getMessage());
    }
    if (!pattern.hasPeer() && peer == null) {
      throw new ParameterException(spec.commandLine(), "--format has no peer, such as %{peer}a; write one, or give the"
          + " peer of all requests with --peer");
    }
    PrintWriter errors = spec.commandLine().getErr();
    Rules rules = configuration.rules(names);
    for (int i = 0; i < rules.headerCount(); i++) {
      if (!pattern.headers().contains(rules.header(i).name().toLowerCase(Locale.ROOT))) {
        errors.println("warning: --format does not have " + rules.header(i).name() + ", so it is taken for absent");
      }
    }
    Rules other = null;
    if (comparedWith != null) {
      Configuration former = Configuration.of(Collections.singletonList(Layer.of("", "--compared-with",
          Collections.singletonMap(Key.CONFIG_FILE.label(), comparedWith.toString()))),
          Collections.<String>emptyList());
      for (Problem problem : former.problems()) {
        errors.println(problem);
      }
      if (!former.isValid()) {
        return Cli.MISTAKE;
      }
      other = former.rules(names);
    }
    PrintWriter out = spec.commandLine().getOut();
    AccessLog log = new AccessLog(pattern, peer, rules, other, out);
    boolean whole = true;
    try {
      log.read(accessLog, each, spec.commandLine().getColorScheme().ansi().enabled() ? errors : null);
    } catch (IOException e) {
      errors.println("error: " + accessLog + " cannot be read to its end: " + e);
      whole = false;
    }
    if (!log.summarize()) {
      errors.println("error: no line is of this format; --format must be the pattern that the server has");
      whole = false;
    }
    return whole ? Cli.OK : Cli.MISTAKE;
  }

  private byte[] bytes() throws IOException {
    if (hex == null) {
      return file == null ? null : Files.readAllBytes(file);
    }
    try {
      return FirstBytes.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--proxy-protocol-hex: " + e.getMessage());
    }
  }

  private Map<String, List<Cidr>> names() {
    Map<String, List<Cidr>> names = new HashMap<>();
    for (String each : resolve) {
      try {
        Names.add(each, names);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--resolve: " + e.getMessage());
      }
    }
    return names;
  }

  private List<Map.Entry<String, String>> headerLines() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new ParameterException(spec.commandLine(),
            "A header line is NAME: VALUE, unlike " + Printable.quote(header));
      }
      // as any server: blanks round the value are not part of it
      lines.add(new SimpleImmutableEntry<>(header.substring(0, colon),
          header.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", "")));
    }
    return lines;
  }
}
