package io.github.realip.woven.undertow.stub.io.undertow.util;

/** What templates name of it. */
public abstract class HeaderMap {
  public abstract HeaderValues get(String name);
}
