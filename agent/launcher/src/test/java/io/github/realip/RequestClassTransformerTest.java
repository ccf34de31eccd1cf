package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes without a look: the rest is tested with the finished jar in real JVMs. */
class RequestClassTransformerTest {

  private final RequestClassTransformer transformer =
      new RequestClassTransformer(null, new Properties(), null, false);

  @Test
  void hiddenClassesHaveNoName() {
    assertNull(transformer.transform(getClass().getClassLoader(), null, null, null, new byte[] {1}));
  }

  @Test
  void theJdksOwnClassesHaveNoLoader() {
    assertNull(transformer.transform(null, "org/apache/catalina/connector/Request", null, null, new byte[] {1}));
  }

  @ParameterizedTest
  @CsvSource({"info, 31, some/Type, 1", "info, 29, some/Type, 0", "error, 31, some/Type, 0", ", 31, some/Type, 1",
      "info, 31, reactor/netty/http/server/HttpServerConfig, 0",
      "info, 31, io/vertx/core/http/impl/HttpServerImpl, 0",
      "info, 31, io/micronaut/http/server/netty/NettyHttpServer, 0",
      "info, 31, org/apache/catalina/connector/Request, 0", "info, 31, sun/net/httpserver/ExchangeImpl, 1"})
  void anotherKindOfServerIsSaidOnceAfterAWhile(String log, int seconds, String next, int lines) {
    Properties properties = new Properties();
    if (log != null) {
      properties.setProperty("realip.log", log);
    }
    long[] now = {42};
    RequestClassTransformer patient = new RequestClassTransformer(null, properties, null, false) {
      @Override
      long now() {
        return now[0];
      }

      @Override
      ClassFileTransformer weaver() {
        return null;
      }
    };
    StringBuffer said = new StringBuffer();
    AgentLog.copyTo(said);
    try {
      load(patient, "io/netty/handler/codec/http/HttpServerCodec");
      load(patient, next);
      now[0] += seconds * 1_000_000_000L;
      load(patient, "some/Type");
      load(patient, "some/OtherType");
    } finally {
      AgentLog.copyTo(null);
    }
    assertEquals(lines, said.toString().lines().filter(line -> line.contains("Netty")).count(), said::toString);
  }

  @ParameterizedTest
  @CsvSource({"io/helidon/webserver/LoomServer, Helidon's server", "io/grpc/internal/ServerImpl, gRPC's server"})
  void serversThatAreNotBuiltOnNettyAreSaidToo(String type, String server) {
    long[] now = {42};
    RequestClassTransformer patient = new RequestClassTransformer(null, new Properties(), null, false) {
      @Override
      long now() {
        return now[0];
      }
    };
    StringBuffer said = new StringBuffer();
    AgentLog.copyTo(said);
    try {
      load(patient, type);
      now[0] += 31_000_000_000L;
      load(patient, "some/Type");
    } finally {
      AgentLog.copyTo(null);
    }
    assertTrue(said.toString().contains(server + " has been loaded"), said::toString);
  }

  private void load(RequestClassTransformer transformer, String name) {
    ClassLoader loader = name.startsWith("sun/") ? null : getClass().getClassLoader();
    assertNull(transformer.transform(loader, name, null, null, new byte[] {1}));
  }

  @Test
  void whatIsNoClassFileIsNoCandidate() {
    byte[] text = "getRemoteAddr()Ljava/lang/String;".getBytes(StandardCharsets.US_ASCII);
    for (byte[] garbage : new byte[][] {{}, {1}, text}) {
      assertNull(transformer.transform(getClass().getClassLoader(), "some/Type", null, null, garbage));
    }
  }
}
