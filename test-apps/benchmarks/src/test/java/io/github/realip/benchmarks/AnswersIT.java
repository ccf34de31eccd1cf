package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.github.realip.benchmarks.call.Calls;
import io.github.realip.benchmarks.call.HeaderCalls;
import io.github.realip.benchmarks.call.OriginCalls;
import io.github.realip.benchmarks.resolver.ClientsBenchmark;
import io.github.realip.benchmarks.resolver.ResolverBenchmark;
import io.github.realip.benchmarks.resolver.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared gives the right answer, each of it; how long it takes is nobody's business here. */
class AnswersIT {

  /** One of javax and one of jakarta: each side of each takes a JVM. */
  @ParameterizedTest
  @ValueSource(strings = {"Tomcat 9", "Jetty 12"})
  void aRequestGivesTheAddressOnEachSide(String container) {
    assertDoesNotThrow(() -> new Calls().once(container));
  }

  @Test
  void aRequestGivesSchemeHostAndPortOnEachSide() {
    assertDoesNotThrow(() -> new OriginCalls().once("Tomcat 9"));
  }

  @Test
  void aRequestReadsItsHeaders() {
    assertDoesNotThrow(() -> new HeaderCalls().once("Jetty 12"));
  }

  /** More than the agent remembers answers for. */
  @Test
  void eachOfManyClientsIsItself() {
    ClientsBenchmark benchmark = new ClientsBenchmark();
    benchmark.clients = 1 << 12;
    assertDoesNotThrow(benchmark::prepare);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void aScenarioGivesItsAnswer(Scenario scenario) {
    ResolverBenchmark benchmark = new ResolverBenchmark();
    benchmark.scenario = scenario.name();
    assertDoesNotThrow(benchmark::prepare);
  }
}
