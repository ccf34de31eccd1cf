package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.ee9.nested;

import java.io.IOException;

/** What templates name of it. */
public abstract class Response {
  public abstract HttpChannel getHttpChannel();

  public abstract void sendRedirect(String location, boolean consumeAvailable) throws IOException;
}
