package io.github.realip.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.LoggerFormat;
import io.vertx.ext.web.handler.LoggerHandler;
import java.util.logging.Logger;

/** Starts it. Compiled once against the oldest version it runs with. */
public final class VertxApplication {
  private static final int LARGE = 2_097_152;
  private static final Logger LOG = Logger.getLogger("io.vertx.ext.web.handler");

  private VertxApplication() {
  }

  /**
   * Starts the application.
   *
   * @param args the port, and one of {@code AllowForwardHeaders}
   */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx).allowForward(AllowForwardHeaders.valueOf(args[1]));
    router.route().handler(LoggerHandler.create(LoggerFormat.DEFAULT));
    Whoami.answer(vertx, router);
    vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(LARGE).setMaxInitialLineLength(LARGE))
        .requestHandler(request -> {
          if ("/socket".equals(request.path())) {
            request.toWebSocket().onSuccess(socket -> socket.writeTextMessage(socket.remoteAddress().host()));
          } else {
            router.handle(request);
          }
        })
        .invalidRequestHandler(VertxApplication::refuse)
        .listen(Integer.parseInt(args[0]), "::")
        .onFailure(e -> {
          e.printStackTrace();
          System.exit(1);
        });
  }

  /** Vert.x refuses what it cannot decode without a word; here it is logged, too. */
  private static void refuse(HttpServerRequest request) {
    LOG.info(request.remoteAddress().host() + " - - \"" + request.uri() + "\" refused");
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
  }
}
