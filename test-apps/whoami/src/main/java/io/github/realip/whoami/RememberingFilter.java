package io.github.realip.whoami;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

/** Looks before the servlet does. */
public final class RememberingFilter implements Filter {

  @Override
  public void init(FilterConfig config) {
    // needs no configuration
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Seen.remember(request);
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {
    // holds nothing
  }
}
