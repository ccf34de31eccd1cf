package io.github.realip.woven.tomcat.stub.org.apache.coyote;

import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.buf.MessageBytes;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.http.MimeHeaders;

/** What templates name of it. */
public abstract class Request {
  public abstract MimeHeaders getMimeHeaders();

  public abstract Object getAttribute(String name);

  public abstract MessageBytes scheme();

  public abstract void setAttribute(String name, Object value);

  public abstract InputBuffer getInputBuffer();

}
