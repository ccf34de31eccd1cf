package io.github.realip.woven.undertow.stub.io.undertow.server.protocol.ajp;

import io.github.realip.woven.undertow.stub.io.undertow.server.HttpHandler;
import io.github.realip.woven.undertow.stub.io.undertow.server.ServerConnection;

/** What templates name of it. */
public abstract class AjpServerConnection extends ServerConnection {
  public abstract HttpHandler getRootHandler();
}
