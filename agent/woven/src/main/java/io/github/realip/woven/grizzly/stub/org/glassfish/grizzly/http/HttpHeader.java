package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http;

import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.attributes.AttributeHolder;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.util.MimeHeaders;

/** What templates name of it. */
public abstract class HttpHeader {
  public abstract AttributeHolder getAttributes();

  public abstract MimeHeaders getHeaders();
}
