package io.github.realip.whoami;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Looks, then throws the exception whose error page is {@code /whoami}. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Seen.remember(request);
    throw new IllegalStateException("thrown on purpose");
  }
}
