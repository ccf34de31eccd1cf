package io.github.realip.woven.jetty9.stub.org.eclipse.jetty.http;

import java.util.Enumeration;
import java.util.List;

/** What templates name of it. */
public abstract class HttpFields {
  public abstract List<String> getValuesList(String name);

  public abstract Enumeration<String> getValues(String name);
}
