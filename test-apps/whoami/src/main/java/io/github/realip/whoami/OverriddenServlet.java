package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

/** Reads through a wrapper with an opinion of its own about the address. */
public final class OverriddenServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Seen.answer(Seen.in(new Opinionated(request)), response);
  }

  private static final class Opinionated extends HttpServletRequestWrapper {

    Opinionated(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteAddr() {
      return "198.51.100.99";
    }
  }
}
