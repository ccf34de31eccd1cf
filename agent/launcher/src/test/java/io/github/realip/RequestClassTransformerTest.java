package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

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

  @Test
  void whatIsNoClassFileIsNoCandidate() {
    byte[] text = "getRemoteAddr()Ljava/lang/String;".getBytes(StandardCharsets.US_ASCII);
    for (byte[] garbage : new byte[][] {{}, {1}, text}) {
      assertNull(transformer.transform(getClass().getClassLoader(), "some/Type", null, null, garbage));
    }
  }
}
