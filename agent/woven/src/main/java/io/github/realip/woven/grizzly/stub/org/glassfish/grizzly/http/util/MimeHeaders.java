package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.util;

/** What templates name of it. */
public abstract class MimeHeaders {
  public abstract Iterable<String> values(String name);
}
