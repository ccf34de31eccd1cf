package io.github.realip.woven.unknown;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.unknown.stub.servlet.ServletRequest;
import io.github.realip.woven.unknown.stub.servlet.ServletResponse;

/**
 * The Servlet API's class, through which every container hands a request to the application: the head is read here, for
 * the sake of those who ask after the container has read the rest of the body.
 */
abstract class HttpServlet {

  public void service(ServletRequest request, ServletResponse response) {
    try {
      request.getRemoteAddr();
    } catch (Throwable any) {
      // then it is read when somebody asks
    }
    RealIp.original();
  }
}
