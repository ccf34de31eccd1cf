package io.github.realip.woven.liberty.stub.com.ibm.wsspi.http;

/** What templates name of it. */
public interface HttpInboundConnection {
}
