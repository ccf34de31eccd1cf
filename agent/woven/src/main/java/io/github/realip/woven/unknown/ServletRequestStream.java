package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.unknown.stub.servlet.ServletInputStream;
import io.github.realip.woven.unknown.stub.servlet.http.Part;

/** The same in the methods that have types of the Servlet API, of which there are two. */
abstract class ServletRequestStream {

  abstract String getRemoteAddr();

  public ServletInputStream getInputStream() {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }

  public Part getPart(String name) {
    try {
      getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    return RealIp.original();
  }
}
