package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where scheme, host and port cannot be rewritten the agent says so, once, and rewrites the address all the same. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("cells")
class NotRewrittenIT extends EachCell {
  private static final Pattern LINE =
      Pattern.compile("realip-agent: .*realip.rewrite=address,proto,host,port is not supported in .*");

  static List<Cell> cells() {
    return Cell.samplesThatRewrite(false);
  }

  @Override
  Site start(Cell cell) throws Exception {
    Site started = cell.start(RewriteIT.options(), false);
    if (started != null) {
      started.expect(LINE);
    }
    return started;
  }

  @Test
  void itIsSaidOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      Connection.Response response = site.direct(Site.PROXY, "/whoami", "X-Forwarded-For: 203.0.113.7",
          "X-Forwarded-Host: www.example.com");
      assertEquals("203.0.113.7", response.address());
      assertEquals("example.org", response.json().get("serverName").getAsString());
    }
    assertEquals(1, site.server().process().stderr().lines().filter(line -> LINE.matcher(line).find()).count(),
        site.server().process()::log);
  }
}
