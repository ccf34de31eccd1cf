package io.github.realip.woven.tomcat.stub.org.apache.catalina;

import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Request;
import io.github.realip.woven.tomcat.stub.org.apache.catalina.connector.Response;

/** What templates name of it. */
public interface Valve {
  void invoke(Request request, Response response);
}
