package io.github.realip.woven.liberty;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.HttpInboundConnection;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.HttpRequest;
import io.github.realip.woven.liberty.stub.com.ibm.wsspi.http.ee7.HttpInboundConnectionExtended;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers servlets. Liberty's own answers are those of the request that has arrived: its {@code remoteIp}, what it
 * believes of {@code X-Forwarded-Proto}, and the headers of the web server's plug-in have no say. What chooses the
 * virtual host stays.
 */
@SuppressWarnings("unchecked")
abstract class RequestOrigin {

  HttpInboundConnection conn;
  HttpRequest request;

  abstract String getRemoteAddr();

  public String getScheme() {
    String own = RealIp.original();
    try {
      if (RealIp.aside.apply(null, null) != null) {
        own = request.getScheme();
      }
      getRemoteAddr();
      HttpInboundConnectionExtended link = (HttpInboundConnectionExtended) conn;
      Object head = link.getVC().getStateMap().get(link.getHttpInboundLink().getChannelAccessor());
      Object origin = RealIp.origin.apply(head, own);
      String said = origin == null ? null : ((Supplier<String>) origin).get();
      return said == null ? own : said;
    } catch (Throwable any) {
      return own;
    }
  }

  public boolean isSSL() {
    boolean own = RealIp.originalBoolean();
    try {
      if (RealIp.aside.apply(null, null) == null) {
        return own;
      }
      own = request.getScheme().equals("https");
      getRemoteAddr();
      HttpInboundConnectionExtended link = (HttpInboundConnectionExtended) conn;
      Object head = link.getVC().getStateMap().get(link.getHttpInboundLink().getChannelAccessor());
      Object origin = RealIp.origin.apply(head, null);
      String said = origin == null ? null : ((Supplier<String>) origin).get();
      return said == null ? own : said.equals("https");
    } catch (Throwable any) {
      return own;
    }
  }

  public String getServerName() {
    String own = RealIp.original();
    try {
      if (RealIp.aside.apply(null, null) != null) {
        String arrived = request.getVirtualHost();
        own = arrived == null ? "localhost" : arrived;
      }
      getRemoteAddr();
      HttpInboundConnectionExtended link = (HttpInboundConnectionExtended) conn;
      Object head = link.getVC().getStateMap().get(link.getHttpInboundLink().getChannelAccessor());
      Object origin = RealIp.origin.apply(head, request.getScheme());
      return origin == null ? own : ((UnaryOperator<String>) origin).apply(own);
    } catch (Throwable any) {
      return own;
    }
  }

  public int getServerPort() {
    int own = RealIp.originalInt();
    try {
      String scheme = request.getScheme();
      if (RealIp.aside.apply(null, null) != null) {
        int arrived = request.getVirtualPort();
        own = arrived > 0 ? arrived : scheme.equals("https") ? 443 : 80;
      }
      getRemoteAddr();
      HttpInboundConnectionExtended link = (HttpInboundConnectionExtended) conn;
      Object head = link.getVC().getStateMap().get(link.getHttpInboundLink().getChannelAccessor());
      Object origin = RealIp.origin.apply(head, scheme);
      return origin == null ? own : ((IntUnaryOperator) origin).applyAsInt(own);
    } catch (Throwable any) {
      return own;
    }
  }
}
