package io.github.realip.containers;

/**
 * The JDK's own {@code com.sun.net.httpserver}, Java 8 to 27. Its exchange is the only class of the JDK that is woven;
 * it is loaded with the first request.
 */
final class JdkHttpServer extends Family {

  JdkHttpServer() {
    super(WovenClass.of("sun/net/httpserver/ExchangeImpl", "jdk/Exchange"));
  }

  @Override
  String name() {
    return "the JDK's HttpServer";
  }
}
