package io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.http;

import java.util.Enumeration;

/** What templates name of it. */
public abstract class MimeHeaders {
  public abstract Enumeration<String> values(String name);
}
