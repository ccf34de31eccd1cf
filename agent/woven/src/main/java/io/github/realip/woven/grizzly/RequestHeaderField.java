package io.github.realip.woven.grizzly;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server.Request;
import io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.http.server.Response;
import java.util.Date;

/** Headers that name a client, in Grizzly's own access log: {@code %{X-Forwarded-For}i}. */
abstract class RequestHeaderField {

  String name;

  StringBuilder format(StringBuilder line, Request request, Response response, Date date, long nanos) {
    boolean watched = false;
    try {
      watched = (Boolean) RealIp.watched.apply(name, null);
      if (watched) {
        for (String verified : request.getHeaders(name)) {
          line.append(verified);
        }
      }
    } catch (Throwable any) {
      try {
        watched |= RealIp.clientHeaders.contains(name.replace('_', '-'));
      } catch (Throwable again) {
        watched = true;
      }
    }
    if (watched) {
      return line;
    }
    return RealIp.original();
  }
}
