package io.github.realip.vertx;

import io.github.realip.httpserver.Json;
import io.quarkus.vertx.web.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;

/**
 * The same in Quarkus, by everything that it has for HTTP: its router, a reactive route, a resource of Quarkus REST and
 * a servlet in one process.
 */
@ApplicationScoped
public class Application {

  void start(@Observes Router router, Vertx vertx) {
    Whoami.answer(vertx, router);
  }

  @Route(path = "/route", methods = Route.HttpMethod.GET)
  void route(RoutingContext routing) {
    routing.response().end(Json.of(Seen.in(routing.request(), null)));
  }

  /** Quarkus REST. */
  @Path("/rest")
  public static class Resource {
    @GET
    public String get(@Context HttpServerRequest request) {
      return Json.of(Seen.in(request, null));
    }
  }

  /** Undertow. */
  @WebServlet("/servlet")
  public static class Servlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.getWriter().print("{\"remoteAddr\":\"" + request.getRemoteAddr() + "\",\"remoteHost\":\""
          + request.getRemoteHost() + "\",\"scheme\":\"" + request.getScheme() + "\"}");
    }
  }
}
