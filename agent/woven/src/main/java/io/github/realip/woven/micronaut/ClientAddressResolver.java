package io.github.realip.woven.micronaut;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.micronaut.stub.io.micronaut.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Micronaut's own answer to who the client is, which believes anybody. */
@SuppressWarnings("unchecked")
abstract class ClientAddressResolver {

  public String resolve(HttpRequest request) {
    String written = RealIp.original();
    try {
      InetSocketAddress client = request.getRemoteAddress();
      if (client == null) {
        return written;
      }
      RealIp.seen.apply(written, new Object[] {"micronaut-client-address", client});
      String text = client instanceof Supplier ? ((Supplier<String>) client).get() : null;
      return (String) RealIp.own.apply(written, text != null ? text : client.getHostString());
    } catch (Throwable any) {
      return written;
    }
  }
}
