package io.github.realip.whoami;

import java.io.IOException;
import java.util.regex.Pattern;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Answers from a thread of its own; with {@code dispatch} that thread sends the request on to {@code /whoami}. With an
 * {@code id} it looks once more when the container says that the request is complete.
 */
public final class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  /** They dispatch at once, which may end without an answer while the servlet is on its way out; others wait for it. */
  private static final Pattern AT_ONCE = Pattern.compile("GlassFish|Payara");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Seen.remember(request);
    boolean dispatch = request.getParameter("dispatch") != null;
    boolean atOnce = AT_ONCE.matcher(request.getServletContext().getServerInfo()).find();
    String id = request.getParameter("id");
    AsyncContext async = request.startAsync();
    if (id != null) {
      async.addListener(new AtCompletion(request, id));
    }
    new Thread(() -> answer(async, dispatch, atOnce), "whoami-async").start();
  }

  private static void answer(AsyncContext async, boolean dispatch, boolean atOnce) {
    if (dispatch) {
      if (atOnce) {
        letServiceReturn();
      }
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

  private static void letServiceReturn() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks when all is done. */
  private static final class AtCompletion implements AsyncListener {
    private final HttpServletRequest request;
    private final String id;

    AtCompletion(HttpServletRequest request, String id) {
      this.request = request;
      this.id = id;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      LateLooks.look(request, id);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // only the end matters
    }

    @Override
    public void onError(AsyncEvent event) {
      // only the end matters
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // only the end matters
    }
  }
}
