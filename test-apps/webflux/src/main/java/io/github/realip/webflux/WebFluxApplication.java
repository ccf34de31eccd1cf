package io.github.realip.webflux;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Starts it. Compiled once against the oldest version it runs with. */
@Configuration
@EnableAutoConfiguration
public class WebFluxApplication {

  /**
   * Starts the application.
   *
   * @param args Spring's properties
   */
  public static void main(String[] args) {
    SpringApplication.run(WebFluxApplication.class, args);
  }

  /** Answers every path that it knows, before Spring's own handlers are asked. */
  @Bean
  public WebFilter whoami() {
    return new WhoamiFilter();
  }
}
