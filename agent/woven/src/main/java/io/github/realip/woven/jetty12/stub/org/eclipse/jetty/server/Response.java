package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.server;

import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http.HttpFields;
import io.github.realip.woven.jetty12.stub.org.eclipse.jetty.util.Callback;

/** What templates name of it. */
public interface Response {
  Request getRequest();

  HttpFields.Mutable getHeaders();

  void setStatus(int status);

  static void sendRedirect(Request request, Response response, Callback callback, int status, String location,
      boolean consumeAvailable) {
    throw new AssertionError();
  }
}
