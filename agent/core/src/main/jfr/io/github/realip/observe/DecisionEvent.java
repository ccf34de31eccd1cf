package io.github.realip.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** How the client of a request was decided. */
@Name("io.github.realip.Decision")
@Label("Client Address Decision")
@Description("Who the client of a request is, and why; of realip-agent")
@Category("realip-agent")
@Enabled(false)
@StackTrace(false)
final class DecisionEvent extends Event {

  @Label("Peer")
  @Description("The address of the socket's other end")
  String peer;

  @Label("Client")
  String client;

  @Label("Reason")
  String reason;

  @Label("Header")
  @Description("The header that was read")
  String header;

  @Label("Lines")
  @Description("What the header says, escaped; of long lines the end")
  String lines;

  @Label("Position")
  @Description("That of the client among the header's elements, from the right; 0 if the client is the peer")
  int position;

  @Label("Hops Walked")
  int hops;
}
