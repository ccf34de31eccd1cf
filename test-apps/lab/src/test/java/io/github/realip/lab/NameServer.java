package io.github.realip.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server for one name, whose addresses are the lines of a file, read again for each question. */
final class NameServer {
  private static final int TTL_SECONDS = 5; // as CoreDNS has it

  private NameServer() {
  }

  /**
   * Answers for ever.
   *
   * @param args the port, the name and the file
   */
  public static void main(String[] args) throws IOException {
    Name name = Name.fromString(args[1] + ".");
    try (DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]))) {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        socket.receive(packet);
        byte[] question = new byte[packet.getLength()];
        System.arraycopy(packet.getData(), 0, question, 0, question.length);
        byte[] answer = answer(new Message(question), name, Files.readAllLines(Path.of(args[2]))).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private static Message answer(Message question, Name name, List<String> addresses) throws IOException {
    Record asked = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(asked, Section.QUESTION);
    if (!asked.getName().equals(name) || addresses.isEmpty()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
      return answer;
    }
    for (String address : addresses) {
      boolean ipv4 = !address.contains(":");
      if (asked.getType() == (ipv4 ? Type.A : Type.AAAA)) {
        byte[] bytes = Address.toByteArray(address, ipv4 ? Address.IPv4 : Address.IPv6);
        answer.addRecord(ipv4
            ? new ARecord(name, DClass.IN, TTL_SECONDS, InetAddress.getByAddress(bytes))
            : new AAAARecord(name, DClass.IN, TTL_SECONDS, InetAddress.getByAddress(bytes)), Section.ANSWER);
      }
    }
    return answer;
  }
}
