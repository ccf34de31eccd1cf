package io.github.realip.woven.grizzly.stub.org.apache.catalina;

import io.github.realip.woven.grizzly.stub.servlet.ServletRequest;

/** What templates name of it. */
public interface HttpRequest {
  ServletRequest getRequest();
}
