package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.server;

import java.io.IOException;

/** What templates name of it. */
public abstract class Response {
  public abstract HttpOutput getHttpOutput();

  public abstract void sendRedirect(String location) throws IOException;

  public abstract void sendRedirect(String location, boolean consumeAvailable) throws IOException;

  public abstract void sendRedirect(int status, String location, boolean consumeAvailable) throws IOException;
}
