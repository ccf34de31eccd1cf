package io.github.realip.benchmarks.call.javax;

import io.github.realip.benchmarks.call.Handover;
import io.github.realip.benchmarks.call.Question;
import io.github.realip.benchmarks.call.ServletView;
import java.io.IOException;
import java.util.Enumeration;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The servlet API's view of a request. */
public final class HttpRequest implements ServletView {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private Filter filter;
  private Question question = Question.ADDRESS;
  private String seen;

  private HttpRequest(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public Object object() {
    return request;
  }

  @Override
  public void filter(String className) throws ReflectiveOperationException {
    filter = (Filter) Class.forName(className).getConstructor().newInstance();
  }

  @Override
  public void ask(Question other) {
    question = other;
  }

  @Override
  public String answer() {
    return answer(request);
  }

  private String answer(ServletRequest asked) {
    if (question == Question.ADDRESS) {
      return asked.getRemoteAddr();
    }
    if (question != Question.ORIGIN) {
      return ((HttpServletRequest) asked).getHeader(
          question == Question.CLIENT_HEADER ? "X-Forwarded-For" : "User-Agent");
    }
    return Question.origin(asked.getServerName(), asked.getServerPort(), asked.isSecure(), asked.getScheme());
  }

  @Override
  public Object header() {
    Enumeration<String> lines = request.getHeaders("X-Forwarded-For");
    return lines.hasMoreElements() ? lines.nextElement() : null;
  }

  @Override
  public String throughFilter() {
    try {
      filter.doFilter(request, response, new FilterChain() {
        @Override
        public void doFilter(ServletRequest filtered, ServletResponse unused) {
          seen = answer(filtered);
        }
      });
    } catch (IOException | ServletException e) {
      throw new IllegalStateException(e);
    }
    return seen;
  }

  /** Hands each request to the benchmark and keeps it until the benchmark is done. */
  public static final class Servlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      Handover.give(new HttpRequest(request, response));
    }
  }
}
