package io.github.realip.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Told of each connection that a server has accepted, {@code apply(channel, server)}; the answer is what that server is
 * to use as the channel. What is not told here, such as the connections of clients in the same JVM, is never looked at.
 */
final class Accepted implements BiFunction<Object, Object, Object> {

  private final SendersInForce live;
  private final Set<String> readers;
  private final ChannelMap<Beginning> beginnings;
  private final SenderLog log = new SenderLog();
  private final BiFunction<Object, Object, Object> faults;

  /**
   * Makes the function.
   *
   * @param readers the servers that read the protocol by themselves
   */
  Accepted(SendersInForce live, Set<String> readers, ChannelMap<Beginning> beginnings,
      BiFunction<Object, Object, Object> faults) {
    this.live = live;
    this.readers = readers;
    this.beginnings = beginnings;
    this.faults = faults;
  }

  @Override
  public Object apply(Object channel, Object server) {
    live.requested(); // perhaps there will be no request, because each connection has to be closed
    Senders rules = live.senders();
    if (rules == null || readers.contains(server)) {
      return channel;
    }
    InetSocketAddress sender = null;
    try {
      if (channel instanceof SocketChannel) {
        sender = rules.sender(((SocketChannel) channel).getRemoteAddress());
        if (sender != null) {
          beginnings.put(channel, new Beginning(rules, sender, log));
        }
      } else {
        AsynchronousSocketChannel accepted = (AsynchronousSocketChannel) channel;
        sender = rules.sender(accepted.getRemoteAddress());
        return sender == null ? channel
            : new SentAsynchronousChannel(accepted, new Beginning(rules, sender, log), faults);
      }
    } catch (IOException closed) {
      return channel; // nobody will read anything from it
    } catch (Throwable failure) {
      faults.apply(failure, Accepted.class.getName());
      if (sender != null) {
        close((Channel) channel);
      }
    }
    return channel;
  }

  /** Rather no connection than one whose peer would be wrong. */
  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException isClosed) {
      // as it is to be
    }
  }
}
