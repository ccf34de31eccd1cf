package io.github.realip.names;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names as this machine has them. {@link InetAddress} keeps an answer for 30 seconds and a failure for 10, so the
 * files and the name servers that it would ask are asked here; it is asked itself only where they do not know: where
 * the system has other sources, or Java has no client for DNS.
 *
 * <p>For one thread.
 */
public final class SystemNames implements NameService {

  private static final String RESOLVER_FILE = "/etc/resolv.conf";
  private static final String HOSTS_FILE = "/etc/hosts";

  /** Names that name servers have given an answer for, so that their word is enough. */
  private final Set<String> known = new HashSet<String>();
  private DnsClient client;
  private boolean hasNoClient;

  @Override
  public List<String> addresses(String name) throws IOException {
    if (hasNoClient || System.getProperty("jdk.net.hosts.file") != null) {
      return ofJava(name);
    }
    List<String> addresses = HostsFile.addresses(lines(HOSTS_FILE), name);
    ResolverFile file = new ResolverFile(lines(RESOLVER_FILE));
    if (!addresses.isEmpty()) {
      return addresses;
    }
    if (file.servers().isEmpty() || !findClient()) {
      return ofJava(name);
    }
    List<String> found;
    try {
      found = client.addresses(file.servers(), file.candidates(name));
    } catch (IOException noAnswer) {
      if (known.contains(name)) {
        throw noAnswer;
      }
      return ofJava(name); // a server that never answers this client may answer the system's
    }
    if (!found.isEmpty()) {
      known.add(name);
    }
    return found.isEmpty() && !known.contains(name) ? ofOtherSources(name) : found;
  }

  /** The addresses of a name that the name servers do not have. */
  private static List<String> ofOtherSources(String name) {
    try {
      return ofJava(name);
    } catch (IOException unknown) {
      return Collections.emptyList();
    }
  }

  private boolean findClient() {
    try {
      if (client == null) {
        client = new DnsClient();
      }
    } catch (Exception noClient) {
      hasNoClient = true;
    } catch (LinkageError noNaming) { // a Java without the module java.naming
      hasNoClient = true;
    }
    return client != null;
  }

  private static List<String> lines(String path) {
    List<String> lines = new ArrayList<String>();
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8));
      try {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      } finally {
        reader.close();
      }
    } catch (IOException absent) {
      return lines;
    }
    return lines;
  }

  /** Java does not tell whether there is no such name or no answer, so what it does not know counts as the latter. */
  private static List<String> ofJava(String name) throws IOException {
    List<String> texts = new ArrayList<String>();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        texts.add(zone < 0 ? text : text.substring(0, zone));
      }
    } catch (UnknownHostException e) {
      throw new IOException("no such name, or no answer from the name service", e);
    } catch (SecurityException e) {
      throw new IOException("the security manager forbids the look-up", e);
    }
    return texts;
  }
}
