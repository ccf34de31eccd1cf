package io.github.realip.woven.liberty.stub.com.ibm.websphere.servlet.request.extended;

import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.HttpInboundConnection;

/** What templates name of it. */
public interface IRequestExtended {
  HttpInboundConnection getHttpInboundConnection();
}
