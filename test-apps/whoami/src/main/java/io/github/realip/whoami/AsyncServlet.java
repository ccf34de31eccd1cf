package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers from a thread of its own; with {@code dispatch} that thread sends the request on to {@code /whoami}. */
public final class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Seen.remember(request);
    boolean dispatch = request.getParameter("dispatch") != null;
    AsyncContext async = request.startAsync();
    new Thread(() -> answer(async, dispatch), "whoami-async").start();
  }

  private static void answer(AsyncContext async, boolean dispatch) {
    if (dispatch) {
      async.dispatch("/whoami");
      return;
    }
    try {
      Seen.answer(Seen.in((HttpServletRequest) async.getRequest()), async.getResponse());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      async.complete();
    }
  }
}
