package io.github.realip.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.BiFunction;

/**
 * From what the bytes of a connection are to be read, {@code apply(channel, null)}: the channel itself, or what takes
 * the header out as long as that may come.
 */
final class Reading implements BiFunction<Object, Object, Object> {

  private final ChannelMap<Beginning> beginnings;
  private final BiFunction<Object, Object, Object> faults;

  Reading(ChannelMap<Beginning> beginnings, BiFunction<Object, Object, Object> faults) {
    this.beginnings = beginnings;
    this.faults = faults;
  }

  @Override
  public Object apply(Object channel, Object unused) {
    Beginning beginning = beginnings.get(channel);
    return beginning == null || beginning.isKnown() ? channel
        : new Reader((ReadableByteChannel) channel, beginning, faults);
  }

  /** Reads from a channel whose beginning is not known yet. */
  private static final class Reader implements ReadableByteChannel {

    private final ReadableByteChannel channel;
    private final Beginning beginning;
    private final BiFunction<Object, Object, Object> faults;

    Reader(ReadableByteChannel channel, Beginning beginning, BiFunction<Object, Object, Object> faults) {
      this.channel = channel;
      this.beginning = beginning;
      this.faults = faults;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      int from = buffer.position();
      return beginning.take(buffer, from, channel.read(buffer), faults);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
