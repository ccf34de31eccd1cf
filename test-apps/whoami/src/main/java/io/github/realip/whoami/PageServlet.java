package io.github.realip.whoami;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The same as a page for people. */
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    PrintWriter page = response.getWriter();
    page.println("<!DOCTYPE html>\n<title>whoami</title>\n<h1>" + escaped(request.getRemoteAddr()) + "</h1>\n<table>");
    for (Map.Entry<String, Object> entry : Seen.in(request).entrySet()) {
      page.println("<tr><th>" + entry.getKey() + "<td>" + escaped(Json.text(entry.getValue())));
    }
    page.println("</table>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
