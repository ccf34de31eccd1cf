package io.github.realip.names;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.ServiceLoader;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.spi.InitialContextFactory;

/**
 * Asks name servers, each time: the JDK's own client for DNS, which stands behind JNDI and keeps no answers. It is
 * taken without JNDI's own front, for that belongs to the application server.
 */
final class DnsClient {

  private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
  private static final String[] TYPES = {"A", "AAAA"}; // one at a time: both together are asked for as ANY
  private static final String FIRST_TIMEOUT_MILLIS = "500"; // doubled with each of the tries
  private static final String TRIES = "2";

  private final InitialContextFactory factory;

  /**
   * Finds the client.
   *
   * @throws Exception or a {@code LinkageError} if this Java has none
   */
  DnsClient() throws Exception {
    factory = factory();
  }

  private static InitialContextFactory factory() throws Exception {
    // since Java 9 it is a service of a module
    for (InitialContextFactory each : ServiceLoader.load(InitialContextFactory.class,
        ClassLoader.getSystemClassLoader().getParent())) {
      if (each.getClass().getName().equals(FACTORY)) {
        return each;
      }
    }
    return (InitialContextFactory) Class.forName(FACTORY).newInstance();
  }

  /**
   * Returns the addresses of the first of the names that has any.
   *
   * @param servers URLs such as {@code dns://10.96.0.10}, asked in this order
   * @return none if no name has one
   * @throws IOException if a name server gives no answer
   */
  List<String> addresses(List<String> servers, List<String> names) throws IOException {
    try {
      DirContext context = (DirContext) factory.getInitialContext(environment(servers));
      try {
        List<String> addresses = new ArrayList<String>();
        for (int i = 0; i < names.size() && addresses.isEmpty(); i++) {
          add(context, names.get(i), addresses);
        }
        return addresses;
      } finally {
        context.close();
      }
    } catch (NamingException e) {
      throw new IOException("no answer from the name service: " + e.getMessage(), e);
    }
  }

  private static Hashtable<String, String> environment(List<String> servers) {
    Hashtable<String, String> environment = new Hashtable<String, String>();
    environment.put(Context.PROVIDER_URL, String.join(" ", servers));
    environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
    environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
    return environment;
  }

  private static void add(DirContext context, String name, List<String> addresses) throws NamingException {
    try {
      for (String type : TYPES) {
        Attribute records = context.getAttributes(name, new String[] {type}).get(type);
        if (records != null) {
          for (NamingEnumeration<?> all = records.getAll(); all.hasMore();) {
            addresses.add(String.valueOf(all.next()));
          }
        }
      }
    } catch (NameNotFoundException noSuchName) {
      return; // of any type
    }
  }
}
