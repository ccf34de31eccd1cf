package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.realip.woven.RealIp;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/how-it-works.md shows the code as it is. */
class HowItWorksTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "how-it-works.md");
  private static final Path TEMPLATE =
      Path.of("..", "woven", "src/main/java/io/github/realip/woven/tomcat/ConnectorRequest.java");

  @Test
  void theTemplateIsTheFile() throws IOException {
    String page = Files.readString(PAGE);
    String start = "<!-- template -->\n```java\n";
    int at = page.indexOf(start) + start.length();
    assertEquals(Files.readString(TEMPLATE), page.substring(at, page.indexOf("```", at)));
  }

  @Test
  void theFieldsAreThoseOfTheBridge() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> rows = Pattern.compile("^\\| `(\\w+)` \\| [`|]", Pattern.MULTILINE)
        .matcher(page.substring(page.indexOf("The fields:"))).results().map(row -> row.group(1))
            .collect(Collectors.toSet());
    assertEquals(Arrays.stream(RealIp.class.getFields()).map(Field::getName).collect(Collectors.toSet()), rows);
  }
}
