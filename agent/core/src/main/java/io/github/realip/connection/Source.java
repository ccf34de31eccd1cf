package io.github.realip.connection;

import java.util.function.BiFunction;

/** Who is at the other end, {@code apply(own, channel)}: the source that the header names, or {@code own}. */
final class Source implements BiFunction<Object, Object, Object> {

  private final ChannelMap<Beginning> beginnings;

  Source(ChannelMap<Beginning> beginnings) {
    this.beginnings = beginnings;
  }

  @Override
  public Object apply(Object own, Object channel) {
    Beginning beginning = channel instanceof SentAsynchronousChannel ? ((SentAsynchronousChannel) channel).beginning
        : beginnings.get(channel);
    return beginning == null || beginning.source() == null ? own : beginning.source();
  }
}
