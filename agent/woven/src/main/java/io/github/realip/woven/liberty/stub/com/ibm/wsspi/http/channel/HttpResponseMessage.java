package io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel;

/** What templates name of it. */
public interface HttpResponseMessage {
}
