package io.github.realip.whoami;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads the address three times more. */
public final class RepeatServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, Object> seen = Seen.in(request);
    List<String> again = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      again.add(request.getRemoteAddr());
    }
    seen.put("again", again);
    Seen.answer(seen, response);
  }
}
