package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

/** Reads through as many request wrappers as {@code depth} says. */
public final class WrappedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpServletRequest wrapped = request;
    for (int depth = Integer.parseInt(request.getParameter("depth")); depth > 0; depth--) {
      wrapped = new HttpServletRequestWrapper(wrapped);
    }
    Seen.answer(Seen.in(wrapped), response);
  }
}
