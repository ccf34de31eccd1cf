package io.github.realip.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The system's files of names, and a name server that gives each kind of answer. */
class NamesTest {

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private DatagramSocket socket;
  private List<String> server;

  @BeforeEach
  void serve() throws Exception {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    server = List.of("dns://127.0.0.1:" + socket.getLocalPort());
    Thread thread = new Thread(() -> {
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
          socket.receive(packet);
          byte[] question = new byte[packet.getLength()];
          System.arraycopy(packet.getData(), 0, question, 0, question.length);
          Message answer = answer(new Message(question));
          if (answer != null) {
            byte[] bytes = answer.toWire();
            socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
          }
        }
      } catch (IOException closed) {
        return;
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() {
    socket.close();
  }

  private Message answer(Message question) throws IOException {
    Record asking = question.getQuestion();
    Name name = asking.getName();
    asked.add(Type.string(asking.getType()) + " " + name);
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asking, Section.QUESTION);
    boolean ipv4 = asking.getType() == Type.A;
    Record a = new ARecord(name, DClass.IN, 5, InetAddress.getByName("10.0.0." + (asked.size())));
    switch (name.getLabelString(0)) {
      case "silent":
        return null;
      case "fails":
        answer.getHeader().setRcode(Rcode.SERVFAIL);
        return answer;
      case "refused":
        answer.getHeader().setRcode(Rcode.REFUSED);
        return answer;
      case "both":
        answer.addRecord(ipv4 ? a
            : new AAAARecord(name, DClass.IN, 5, InetAddress.getByName("fd00::1")), Section.ANSWER);
        return answer;
      case "ipv4":
        if (ipv4) {
          answer.addRecord(a, Section.ANSWER);
        }
        return answer;
      case "alias":
        Name real = Name.fromString("real.example.");
        answer.addRecord(new CNAMERecord(name, DClass.IN, 5, real), Section.ANSWER);
        if (ipv4) {
          answer.addRecord(new ARecord(real, DClass.IN, 5, InetAddress.getByName("10.0.0.1")), Section.ANSWER);
        }
        return answer;
      case "empty":
        return answer;
      default:
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        return answer;
    }
  }

  @Test
  void asksEachTimeAndForBothFamilies() throws Exception {
    DnsClient client = new DnsClient();
    List<String> first = client.addresses(server, List.of("both.example"));
    List<String> second = client.addresses(server, List.of("both.example"));
    assertNotEquals(first, second); // the server gives another address each time that it is asked
    for (List<String> both : List.of(first, second)) {
      assertTrue(both.toString().matches("\\[10\\.0\\.0\\.\\d+, fd00::1]"), both::toString);
    }
    assertEquals(Set.of("A both.example.", "AAAA both.example."), Set.copyOf(asked)); // again, if it was slow
  }

  @ParameterizedTest
  @CsvSource({"ipv4.example, 10.0.0.1", "alias.example, 10.0.0.1", "empty.example,", "none.example,"})
  void knowsWhatThereIs(String name, String address) throws Exception {
    assertEquals(address == null ? List.of() : List.of(address), new DnsClient().addresses(server, List.of(name)));
  }

  @Test
  void takesTheFirstNameThatHasAnAddress() throws Exception {
    List<String> addresses = new DnsClient().addresses(server,
        List.of("none.a.example", "empty.b.example", "ipv4.c.example", "both.d.example"));
    assertTrue(addresses.size() == 1 && addresses.get(0).startsWith("10.0.0."), addresses::toString);
    assertEquals(List.of("A none.a.example.", "A empty.b.example.", "AAAA empty.b.example.", "A ipv4.c.example.",
        "AAAA ipv4.c.example."), List.copyOf(new LinkedHashSet<>(asked)));
  }

  @ParameterizedTest
  @CsvSource({"silent.example", "fails.example", "refused.example"})
  void noAnswerIsNotTheSameAsNoSuchName(String name) {
    long begin = System.nanoTime();
    assertThrows(IOException.class, () -> new DnsClient().addresses(server, List.of(name, "both.example")));
    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10), "it is bounded");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a           | 5 | a.x.y, a.y, a
      a.b.c.d.e   | 5 | a.b.c.d.e.x.y, a.b.c.d.e.y, a.b.c.d.e
      a.b.c.d.e.f | 5 | a.b.c.d.e.f, a.b.c.d.e.f.x.y, a.b.c.d.e.f.y
      a.b         | 1 | a.b, a.b.x.y, a.b.y
      a.          | 5 | a.
      """)
  void searchesAsTheSystemDoes(String name, int dots, String candidates) {
    ResolverFile file = new ResolverFile(List.of("# comment", "domain other", "search x.y y",
        "options edns0 ndots:" + dots + " timeout:1", "nameserver 10.96.0.10", "nameserver fd00::a",
        "nameserver fe80::1%eth0", "nameserver 10.0.0.4"));
    assertEquals(candidates, String.join(", ", file.candidates(name)));
    assertEquals(List.of("dns://10.96.0.10", "dns://[fd00::a]", "dns://[fe80::1]"), file.servers());
  }

  @Test
  void readsHosts() {
    List<String> lines = List.of("# 10.0.0.9 gw", "10.0.0.1\tgw.example gw # the gateway", "fd00::1 GW", "10.0.0.1"
        + " gw", "");
    assertEquals(List.of("10.0.0.1", "fd00::1"), HostsFile.addresses(lines, "gw"));
    assertEquals(List.of(), HostsFile.addresses(lines, "the"));
  }

  @Test
  void theSystemKnowsItself() throws IOException {
    assertTrue(new SystemNames().addresses("localhost").contains("127.0.0.1"));
  }
}
