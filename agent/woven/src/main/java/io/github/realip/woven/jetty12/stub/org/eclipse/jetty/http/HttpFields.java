package io.github.realip.woven.jetty12.stub.org.eclipse.jetty.http;

import java.util.Enumeration;

/** What templates name of it. */
public interface HttpFields extends Iterable<HttpField> {
  Enumeration<String> getValues(String name);

  boolean contains(String name);

  String get(HttpHeader header);

  HttpFields asImmutable();

  static Mutable build() {
    throw new AssertionError();
  }

  /** What templates name of it. */
  interface Mutable extends HttpFields {
    Mutable add(HttpField field);

    Mutable put(HttpHeader header, String value);
  }
}
