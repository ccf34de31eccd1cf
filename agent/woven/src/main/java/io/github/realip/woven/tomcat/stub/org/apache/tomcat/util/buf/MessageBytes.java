package io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.buf;

/** What templates name of it. */
public abstract class MessageBytes {
  @Override
  public abstract String toString();
}
