package io.github.realip.whoami;

import javax.servlet.ServletRequestEvent;
import javax.servlet.ServletRequestListener;
import javax.servlet.http.HttpServletRequest;

/**
 * Looks before every filter and servlet does, unless a {@link BodyServlet} is to look first. For a websocket it also
 * keeps the address in the session, the only place from which the handshake can fetch it.
 */
public final class RememberingListener implements ServletRequestListener {

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
    if (request.getRequestURI().startsWith(BodyServlet.PATH)) {
      return;
    }
    request.setAttribute(Seen.LISTENER, Seen.address(request));
    if (request.getRequestURI().endsWith(WebSocketHandshake.PATH)) {
      request.getSession(true).setAttribute(WebSocketHandshake.ADDRESS, request.getRemoteAddr());
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    // nothing to forget
  }
}
