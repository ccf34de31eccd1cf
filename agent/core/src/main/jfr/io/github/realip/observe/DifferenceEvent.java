package io.github.realip.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What realip.mode=on would change. */
@Name("io.github.realip.Difference")
@Label("Client Address Difference")
@Description("A request whose client address would be another with realip.mode=on; of realip-agent")
@Category("realip-agent")
@Enabled(false)
@StackTrace(false)
final class DifferenceEvent extends Event {

  @Label("Peer")
  String peer;

  @Label("Client")
  @Description("What the agent would answer")
  String client;

  @Label("Reason")
  String reason;

  @Label("Component")
  @Description("Who has answered")
  String component;

  @Label("Answered")
  @Description("What the application got, escaped")
  String answered;

  @Label("Kind")
  String kind;
}
