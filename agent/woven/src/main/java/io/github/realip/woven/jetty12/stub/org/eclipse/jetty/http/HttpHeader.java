package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

/** What templates name of it. */
public enum HttpHeader {
  LOCATION
}
