package io.github.realip.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whoami as a Spring Boot application, with whatever web server is on the class path.
 *
 * <p>Compiled once against the oldest version it runs with. No descriptor below has a servlet type in it, so the same
 * class file serves javax and jakarta.
 */
@Configuration
@EnableAutoConfiguration
public class BootApplication {
  private static final String APPLICATION = "io.github.realip.whoami.WhoamiApplication";

  /**
   * Starts the application, in the one way whose signature has never changed.
   *
   * @param args Spring's properties
   * @throws Exception when Spring refuses
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("spring.main.sources", BootApplication.class.getName());
    SpringApplication.main(args);
  }

  /** Puts the application's servlets at their paths. */
  @Bean
  public ServletContextInitializer whoami() {
    return (ServletContextInitializer) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[] {ServletContextInitializer.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("onStartup")) {
            initialize(arguments[0]);
            return null;
          }
          return method.invoke(this, arguments); // hashCode and the like
        });
  }

  private static void initialize(Object servletContext) throws Exception {
    Object listener = Class.forName(APPLICATION).getConstructor().newInstance();
    for (Method method : listener.getClass().getMethods()) {
      if (method.getName().equals("contextInitialized")) {
        method.invoke(listener, method.getParameterTypes()[0].getConstructors()[0].newInstance(servletContext));
      }
    }
  }
}
