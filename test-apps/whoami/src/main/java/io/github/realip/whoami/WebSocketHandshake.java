package io.github.realip.whoami;

import java.net.InetSocketAddress;
import java.util.Collections;
import javax.servlet.http.HttpSession;
import javax.websocket.DeploymentException;
import javax.websocket.HandshakeResponse;
import javax.websocket.server.HandshakeRequest;
import javax.websocket.server.ServerContainer;
import javax.websocket.server.ServerEndpointConfig;

/**
 * Answers a websocket's handshake with the address that the session has, as applications do that want to know a
 * websocket's client, with the one that Jetty puts beside it, and with the handshake's own URI. Never loaded in a
 * container without websockets.
 */
final class WebSocketHandshake extends ServerEndpointConfig.Configurator {
  static final String PATH = "/websocket";
  static final String ADDRESS = "whoami.address";

  /** Puts the endpoint at its path. */
  static void deploy(Object container) {
    try {
      ((ServerContainer) container).addEndpoint(ServerEndpointConfig.Builder.create(SilentEndpoint.class, PATH)
          .configurator(new WebSocketHandshake()).build());
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    String address = String.valueOf(((HttpSession) request.getHttpSession()).getAttribute(ADDRESS));
    response.getHeaders().put("X-Whoami-Address", Collections.singletonList(address));
    response.getHeaders().put("X-Whoami-Forwarded-For",
        Collections.singletonList(String.valueOf(request.getHeaders().get("X-Forwarded-For"))));
    response.getHeaders().put("X-Whoami-Uri", Collections.singletonList(String.valueOf(request.getRequestURI())));
    Object endpoint = config.getUserProperties().get("javax.websocket.endpoint.remoteAddress");
    if (endpoint instanceof InetSocketAddress) {
      response.getHeaders().put("X-Whoami-Endpoint",
          Collections.singletonList(((InetSocketAddress) endpoint).getHostString()));
    }
  }
}
