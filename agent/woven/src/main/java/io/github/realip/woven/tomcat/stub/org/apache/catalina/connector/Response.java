package io.github.realip.woven.tomcat.stub.org.apache.catalina.connector;

import java.io.IOException;

/** What templates name of it. */
public abstract class Response {
  public abstract Request getRequest();

  public abstract void sendRedirect(String location, int status) throws IOException;
}
