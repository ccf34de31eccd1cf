package io.github.realip.whoami;

import java.io.IOException;
import java.io.InputStream;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Reads a request's body to its end, and looks at the request when its path says so: {@code early} before and after,
 * {@code late} only after; {@code parameter} after the container has read it as a form; {@code forward} and
 * {@code async} after it has been read, in another servlet or thread; {@code never} not at all. The listener does not
 * look, either.
 */
public final class BodyServlet extends HttpServlet {
  static final String PATH = "/body/";
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String when = request.getPathInfo();
    if (when.equals("/early")) {
      Seen.remember(request);
    }
    if (when.equals("/parameter")) {
      request.getParameter("field");
    } else {
      read(request.getInputStream());
    }
    if (when.equals("/forward")) {
      request.getRequestDispatcher("/whoami").forward(request, response);
    } else if (when.equals("/async")) {
      AsyncContext async = request.startAsync();
      new Thread(() -> answer(async), "whoami-body").start();
    } else if (when.equals("/never")) {
      response.getWriter().write("{}");
    } else {
      Seen.answer(Seen.in(request), response);
    }
  }

  private static void read(InputStream body) throws IOException {
    byte[] buffer = new byte[512];
    while (body.read(buffer) >= 0) {
      // only the end matters
    }
  }

  private static void answer(AsyncContext async) {
    try {
      Seen.answer(Seen.in((HttpServletRequest) async.getRequest()), async.getResponse());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      async.complete();
    }
  }
}
