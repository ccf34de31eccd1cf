package io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.channel;

import io.github.realip.woven.liberty.stub.com.ibm.wsspi.genericbnf.HeaderField;
import java.util.List;

/** What templates name of it. */
public interface HttpRequestMessage {
  HttpServiceContext getServiceContext();

  List<HeaderField> getHeaders(String name);
}
