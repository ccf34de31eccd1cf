package io.github.realip.woven.netty.stub.io.netty.handler.codec;

/** What templates name of it. */
public abstract class DecoderResult {
  public abstract boolean isSuccess();
}
