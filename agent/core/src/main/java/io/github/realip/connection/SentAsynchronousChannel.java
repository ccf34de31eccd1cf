package io.github.realip.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * A sender's connection for servers that read asynchronously: no selector needs the JDK's own channel there, so one can
 * stand in front of it.
 */
final class SentAsynchronousChannel extends AsynchronousSocketChannel {

  final Beginning beginning;
  private final AsynchronousSocketChannel channel;
  private final BiFunction<Object, Object, Object> faults;

  SentAsynchronousChannel(AsynchronousSocketChannel channel, Beginning beginning,
      BiFunction<Object, Object, Object> faults) {
    super(channel.provider());
    this.channel = channel;
    this.beginning = beginning;
    this.faults = faults;
  }

  @Override
  public SocketAddress getRemoteAddress() throws IOException {
    SocketAddress own = channel.getRemoteAddress();
    InetSocketAddress source = beginning.source();
    return source == null ? own : source;
  }

  @Override
  public <A> void read(ByteBuffer buffer, long timeout, TimeUnit unit, A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    if (beginning.isKnown()) {
      channel.read(buffer, timeout, unit, attachment, handler);
    } else {
      channel.read(buffer, timeout, unit, attachment, new First<A>(buffer, timeout, unit, handler));
    }
  }

  @Override
  public Future<Integer> read(ByteBuffer buffer) {
    if (beginning.isKnown()) {
      return channel.read(buffer);
    }
    final CompletableFuture<Integer> count = new CompletableFuture<Integer>();
    read(buffer, 0, TimeUnit.MILLISECONDS, null, new CompletionHandler<Integer, Void>() {
      @Override
      public void completed(Integer read, Void none) {
        count.complete(read);
      }

      @Override
      public void failed(Throwable failure, Void none) {
        count.completeExceptionally(failure);
      }
    });
    return count;
  }

  /** Never the first: a server that scatters what it reads has a request by then. */
  @Override
  public <A> void read(ByteBuffer[] buffers, int offset, int length, long timeout, TimeUnit unit, A attachment,
      CompletionHandler<Long, ? super A> handler) {
    if (!beginning.isKnown()) {
      handler.failed(new IOException("the header of the PROXY protocol has not been read"), attachment);
      return;
    }
    channel.read(buffers, offset, length, timeout, unit, attachment, handler);
  }

  /** Reads on until there is something for the server: nothing at all would be the end to it. */
  private final class First<A> implements CompletionHandler<Integer, A> {

    private final ByteBuffer buffer;
    private final int from;
    private final long timeout;
    private final TimeUnit unit;
    private final CompletionHandler<Integer, ? super A> handler;

    First(ByteBuffer buffer, long timeout, TimeUnit unit, CompletionHandler<Integer, ? super A> handler) {
      this.buffer = buffer;
      this.from = buffer.position();
      this.timeout = timeout;
      this.unit = unit;
      this.handler = handler;
    }

    @Override
    public void completed(Integer count, A attachment) {
      int left;
      try {
        left = beginning.take(buffer, from, count, faults);
      } catch (IOException closing) {
        handler.failed(closing, attachment);
        return;
      }
      if (left == 0 && count > 0) {
        read(buffer, timeout, unit, attachment, handler);
      } else {
        handler.completed(left, attachment);
      }
    }

    @Override
    public void failed(Throwable failure, A attachment) {
      handler.failed(failure, attachment);
    }
  }

  @Override
  public AsynchronousSocketChannel bind(SocketAddress local) throws IOException {
    channel.bind(local);
    return this;
  }

  @Override
  public <T> AsynchronousSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
    channel.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return channel.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public AsynchronousSocketChannel shutdownInput() throws IOException {
    channel.shutdownInput();
    return this;
  }

  @Override
  public AsynchronousSocketChannel shutdownOutput() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  @Override
  public <A> void connect(SocketAddress remote, A attachment, CompletionHandler<Void, ? super A> handler) {
    channel.connect(remote, attachment, handler);
  }

  @Override
  public Future<Void> connect(SocketAddress remote) {
    return channel.connect(remote);
  }

  @Override
  public <A> void write(ByteBuffer buffer, long timeout, TimeUnit unit, A attachment,
      CompletionHandler<Integer, ? super A> handler) {
    channel.write(buffer, timeout, unit, attachment, handler);
  }

  @Override
  public Future<Integer> write(ByteBuffer buffer) {
    return channel.write(buffer);
  }

  @Override
  public <A> void write(ByteBuffer[] buffers, int offset, int length, long timeout, TimeUnit unit, A attachment,
      CompletionHandler<Long, ? super A> handler) {
    channel.write(buffers, offset, length, timeout, unit, attachment, handler);
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    return channel.getLocalAddress();
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
