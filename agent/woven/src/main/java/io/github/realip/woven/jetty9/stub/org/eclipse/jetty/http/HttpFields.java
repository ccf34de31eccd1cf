package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http;

import java.util.Enumeration;

/** What templates name of it. */
public abstract class HttpFields {
  public abstract Enumeration<String> getValues(String name);
}
