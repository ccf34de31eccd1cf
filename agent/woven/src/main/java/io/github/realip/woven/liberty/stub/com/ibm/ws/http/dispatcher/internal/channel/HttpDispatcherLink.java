package io.github.realip.woven.liberty.stub.com.ibm.ws.http.dispatcher.internal.channel;

/** What templates name of it. */
public abstract class HttpDispatcherLink {
  public abstract boolean validateRemoteAddress(String address);
}
