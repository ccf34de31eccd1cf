package io.github.realip.whoami;

import javax.websocket.Endpoint;
import javax.websocket.EndpointConfig;
import javax.websocket.Session;

/** A websocket of which only the handshake matters. */
public final class SilentEndpoint extends Endpoint {

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    // says nothing and hears nothing
  }
}
