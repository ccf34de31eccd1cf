package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

import java.util.Enumeration;

/** What templates name of it. */
public interface HttpFields {
  Enumeration<String> getValues(String name);

  /** What templates name of it. */
  interface Mutable extends HttpFields {
  }
}
