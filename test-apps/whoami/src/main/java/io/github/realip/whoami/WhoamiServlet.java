package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers with everything that it sees. */
public final class WhoamiServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Seen.answer(Seen.in(request), response);
  }
}
