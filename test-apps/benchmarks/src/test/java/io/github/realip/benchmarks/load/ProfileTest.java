package io.github.realip.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as the agent's in a profile. */
class ProfileTest {

  @Test
  void theAgentsShareIsItsOwnCodeAndWhatThatCalls() {
    double share = Profile.share(List.of(
        "java/lang/Thread.run;org/apache/coyote/http11/Http11InputBuffer.parseHeaders 60",
        "java/lang/Thread.run;org/apache/catalina/connector/Request.getRemoteAddr;"
            + "io/github/realip/request/ClientAddress.apply;java/util/concurrent/atomic/LongAdder.add 3",
        "io/github/realip/AgentThread.run 2",
        "java/lang/Thread.run;io/github/realip/whoami/WhoamiServlet.service;java/lang/String.format 30",
        "java/lang/Thread.run;io/github/realip/whoami/WhoamiServlet.service;"
            + "org/apache/catalina/connector/Request.getRemoteAddr;io/github/realip/request/ClientAddress.apply 5"));
    assertEquals(10, share);
  }
}
