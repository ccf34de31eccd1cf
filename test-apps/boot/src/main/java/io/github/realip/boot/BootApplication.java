package io.github.realip.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.SmartInitializingSingleton;
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

  private Object application;
  private Object servletContext;

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
            servletContext = arguments[0];
            application = Class.forName(APPLICATION).getConstructor().newInstance();
            Method initialize = method("contextInitialized");
            initialize.invoke(application,
                initialize.getParameterTypes()[0].getConstructors()[0].newInstance(servletContext));
            return null;
          }
          return method.invoke(this, arguments); // hashCode and the like
        });
  }

  /** Answers with the URL that Spring makes of a request. */
  @Bean
  public UrlController url() {
    return new UrlController();
  }

  /** Puts its websocket at its path; not every server has a place for it before. */
  @Bean
  public SmartInitializingSingleton webSocket() {
    return () -> {
      try {
        method("deployWebSocket").invoke(application, servletContext);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private Method method(String name) throws NoSuchMethodException {
    for (Method method : application.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new NoSuchMethodException(name);
  }
}
