package io.github.realip.woven.tomcat.stub.org.apache.catalina.connector;

/** What templates name of it. */
public abstract class Request {
  public abstract String getRemoteAddr();

  public abstract String getRemoteHost();

  public abstract void setRemoteAddr(String address);

  public abstract void setRemoteHost(String host);

  public abstract Object getAttribute(String name);
}
