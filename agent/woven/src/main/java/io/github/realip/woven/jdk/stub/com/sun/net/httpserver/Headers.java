package io.github.realip.woven.jdk.stub.com.sun.net.httpserver;

import java.util.List;

/** What templates name of it. */
public abstract class Headers {

  public abstract List<String> get(Object name);
}
