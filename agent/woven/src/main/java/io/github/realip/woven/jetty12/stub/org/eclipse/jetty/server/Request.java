package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server;

import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpURI;

/** What templates name of it. */
public interface Request {
  ConnectionMetaData getConnectionMetaData();

  HttpFields getHeaders();

  HttpURI getHttpURI();

  static String getRemoteAddr(Request request) {
    throw new AssertionError();
  }

  static String getServerName(Request request) {
    throw new AssertionError();
  }

  static Request unWrap(Request request) {
    throw new AssertionError();
  }
}
