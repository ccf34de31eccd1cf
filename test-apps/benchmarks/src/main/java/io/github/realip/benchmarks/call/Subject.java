package io.github.realip.benchmarks.call;

import io.github.realip.benchmarks.Budget;
import io.github.realip.benchmarks.MicroBenchmark;
import io.github.realip.containers.Artifacts;
import io.github.realip.containers.BuiltFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * A container whose requests are asked.
 *
 * @param title as the tables have it
 * @param host which {@link Host}
 * @param api {@code javax} or {@code jakarta}
 * @param artifacts its own, and those of Spring's filter
 * @param component what of its own gives the client's address
 */
record Subject(String title, String host, String api, List<String> artifacts, String component) {

  static final String FORWARDED_FOR = "203.0.113.7, 10.0.0.2";
  static final String CLIENT = "203.0.113.7";
  static final String PEER = "127.0.0.1";
  static final String TRUSTED = "127.0.0.1,10.0.0.2";
  static final String SPRING_FILTER = "org.springframework.web.filter.ForwardedHeaderFilter";
  static final String TOMCAT_FILTER = "org.apache.catalina.filters.RemoteIpFilter";

  static final Subject TOMCAT_9 = new Subject("Tomcat 9", "tomcat", "javax",
      List.of("org.apache.tomcat.embed:tomcat-embed-core:jar:9.0.117",
          "org.springframework:spring-webmvc:jar:5.3.39"), "RemoteIpValve");
  static final Subject TOMCAT_11 = new Subject("Tomcat 11", "tomcat", "jakarta",
      List.of("org.apache.tomcat.embed:tomcat-embed-core:jar:11.0.24",
          "org.springframework:spring-webmvc:jar:6.2.12"), "RemoteIpValve");
  static final Subject JETTY = new Subject("Jetty 12", "jetty", "jakarta",
      List.of("org.eclipse.jetty.ee10:jetty-ee10-servlet:jar:12.0.31",
          "org.springframework:spring-webmvc:jar:6.2.12"), "ForwardedRequestCustomizer");
  static final Subject UNDERTOW = new Subject("Undertow 2.3", "undertow", "jakarta",
      List.of("io.undertow:undertow-servlet:jar:2.3.26.Final",
          "org.springframework:spring-webmvc:jar:6.2.12"), "ProxyPeerAddressHandler");

  /** The component and the filters that fit. */
  List<String> alternatives() {
    return host.equals("tomcat") ? List.of(component, TOMCAT_FILTER, SPRING_FILTER) : List.of(component, SPRING_FILTER);
  }

  /** Its jars. */
  List<Path> jars() {
    return artifacts.stream().flatMap(artifact -> Artifacts.classPath(artifact).stream()).distinct().toList();
  }

  /** Asks without an agent. */
  ChainedOptionsBuilder unwoven(Budget budget, Question question, String expected) {
    return MicroBenchmark.options(budget)
        .param("host", host).param("api", api).param("question", question.name())
        .param("forwardedFor", FORWARDED_FOR).param("expected", expected);
  }

  /** Asks with our agent, which trusts peer and proxy, and these further settings. */
  ChainedOptionsBuilder woven(Budget budget, Question question, String expected, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.log=error",
        "-Drealip.trusted-proxies=" + TRUSTED));
    for (String setting : settings) {
      arguments.add("-D" + setting);
    }
    return unwoven(budget, question, expected).jvmArgsPrepend(arguments.toArray(new String[0]));
  }

  /** Asks what stands behind a filter, or the container's own component. */
  ChainedOptionsBuilder behind(String alternative, Budget budget, Question question, String expected) {
    return unwoven(budget, question, expected).param("through", alternative);
  }
}
