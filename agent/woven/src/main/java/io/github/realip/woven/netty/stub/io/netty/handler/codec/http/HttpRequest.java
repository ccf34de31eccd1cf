package io.github.realip.woven.netty.stub.io.netty.handler.codec.http;

import io.github.realip.woven.netty.stub.io.netty.handler.codec.DecoderResult;

/** What templates name of it. */
public interface HttpRequest {
  HttpHeaders headers();

  DecoderResult decoderResult();
}
