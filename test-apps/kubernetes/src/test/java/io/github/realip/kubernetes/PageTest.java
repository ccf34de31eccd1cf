package io.github.realip.kubernetes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page shows nothing but what the other tests have checked. */
class PageTest {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern PATH = Pattern.compile("agent/kubernetes/[A-Za-z0-9./-]*[A-Za-z0-9]");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([^)]*)\\)");

  @Test
  void eachYamlIsInAFile() throws Exception {
    List<String> files;
    try (Stream<Path> tree = Files.walk(Sources.KUBERNETES)) {
      files = tree.filter(file -> file.toString().endsWith(".yaml")).map(PageTest::read).toList();
    }
    List<String> blocks = YAML.matcher(page()).results().map(result -> result.group(1)).toList();
    assertFalse(blocks.isEmpty());
    for (String block : blocks) {
      assertTrue(files.stream().anyMatch(file -> file.contains(block)), block);
    }
  }

  @Test
  void eachPathIsThere() throws Exception {
    List<String> paths = PATH.matcher(page()).results().map(MatchResult::group)
        .filter(path -> !path.startsWith("agent/kubernetes/target")).distinct().toList();
    assertTrue(paths.size() > 10, paths::toString);
    for (String path : paths) {
      assertTrue(Files.exists(Sources.root().resolve(path)), path);
    }
  }

  @Test
  void eachAnchorIsThere() throws Exception {
    String page = page();
    for (String anchor : ANCHOR.matcher(page).results().map(result -> result.group(1)).toList()) {
      assertTrue(page.lines().filter(line -> line.startsWith("##"))
          .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "")
              .replace(' ', '-'))
          .anyMatch(anchor::equals), anchor);
    }
  }

  private static String page() throws Exception {
    return Files.readString(Sources.PAGE);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
