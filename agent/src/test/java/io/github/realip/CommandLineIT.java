package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/command-line.md tells its reader to type, typed into a shell with the finished jar beside it. */
class CommandLineIT {

  private static final Path JAR = Path.of("target", "realip-agent.jar");
  private static final Path PAGE = Path.of("..", "docs", "command-line.md");
  private static final Path GATEWAYS =
      Path.of("cli", "src", "test", "resources", "io", "github", "realip", "cli", "gateways.jsonl");
  private static final String BETWEEN = "--- next command ---";

  @TempDir
  Path directory;

  /** The commands of an indented block, and what the page says that each prints. */
  record Block(List<String> commands, List<List<String>> outputs) {
    @Override
    public String toString() {
      return commands.get(0);
    }
  }

  static Stream<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (!line.startsWith("    ") && !line.isEmpty()) {
        inside = false;
      } else if (line.startsWith("    $ ")) {
        if (!inside) {
          blocks.add(new Block(new ArrayList<>(), new ArrayList<>()));
          inside = true;
        }
        blocks.get(blocks.size() - 1).commands().add(line.substring(6));
        blocks.get(blocks.size() - 1).outputs().add(new ArrayList<>());
      } else if (inside) {
        Block block = blocks.get(blocks.size() - 1);
        int last = block.commands().size() - 1;
        if (block.commands().get(last).endsWith("\\")) {
          block.commands().set(last, block.commands().get(last) + "\n" + line);
        } else {
          block.outputs().get(last).add(line.isEmpty() ? "" : line.substring(4));
        }
      }
    }
    assertTrue(blocks.size() > 5, "no command found");
    return blocks.stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void printsWhatThePageSays(Block block) throws Exception {
    Files.copy(JAR, directory.resolve("realip-agent.jar"));
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < block.commands().size(); i++) {
      String command = block.commands().get(i);
      if (command.matches("cat \\S+")) { // the page shows a file, and now there is one
        Files.write(directory.resolve(command.substring(4)), block.outputs().get(i));
      }
      script.append(command).append("\necho '").append(BETWEEN).append("'\n");
    }
    String[] printed = sh(script.toString()).split(BETWEEN + "\n", -1);
    for (int i = 0; i < block.commands().size(); i++) {
      assertLike(squeezed(trimmed(block.outputs().get(i))), squeezed(printed[i].lines().toList()),
          block.commands().get(i));
    }
  }

  /** A line of three dots stands for any number of lines. */
  private static void assertLike(List<String> expected, List<String> printed, String command) {
    int dots = expected.indexOf("...");
    if (dots < 0) {
      assertEquals(String.join("\n", expected), String.join("\n", printed), command);
    } else {
      int after = expected.size() - dots - 1;
      assertTrue(printed.size() >= dots + after, () -> command + ": " + printed);
      assertEquals(expected.subList(0, dots), printed.subList(0, dots), command);
      assertEquals(expected.subList(dots + 1, expected.size()),
          printed.subList(printed.size() - after, printed.size()), command);
    }
  }

  /** Columns are as wide as their longest value, which may be of a setting that the page does not show. */
  private static List<String> squeezed(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(" +", " ")).toList();
  }

  private static List<String> trimmed(List<String> lines) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    return lines.subList(0, end);
  }

  /** What the gateways of Kubernetes send, each row with the settings that are right, too few and forgeable. */
  @Test
  void gatewaysAreAnsweredAsTheyWereMeasured() throws Exception {
    Files.copy(JAR, directory.resolve("realip-agent.jar"));
    String command = "java -jar realip-agent.jar explain --jsonl < '" + GATEWAYS.toAbsolutePath() + "' > answers";
    String said = sh(command + "; echo $?");
    long cases = Files.readAllLines(GATEWAYS).size();
    assertEquals(cases + " cases: " + cases + " as expected, 0 not as expected, 0 unreadable\n0\n", said);
    assertEquals(cases, Files.readAllLines(directory.resolve("answers")).size());
  }

  /** Many times more than fits into its memory, each line another client. */
  @Test
  void aBigLogTakesNoMoreMemoryThanASmallOne() throws Exception {
    Files.copy(JAR, directory.resolve("realip-agent.jar"));
    int lines = 600_000;
    try (Writer log = new OutputStreamWriter(new GZIPOutputStream(
        Files.newOutputStream(directory.resolve("access.log.gz")), 1 << 16), StandardCharsets.ISO_8859_1)) {
      for (int i = 0; i < lines; i++) {
        String client = "198." + (18 + i % 2) + '.' + (i >> 9 & 255) + '.' + (i >> 1 & 255);
        log.write("10.0.0.7 " + (i % 10 == 0 ? "6.6.6.6" : client) + " \"6.6.6.6, " + client + "\" \"GET /" + i
            + " HTTP/1.1\"\n");
      }
    }
    String said = sh("java -Xmx24m -jar realip-agent.jar explain --access-log access.log.gz"
        + " --trusted-proxies 10.0.0.7");
    assertTrue(said.startsWith(lines + " lines\n") && said.contains(lines / 10 + "   client-for-leftmost\n"), said);
  }

  private String sh(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(directory.toFile())
        .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("REALIP_") || name.matches("J.*_OPT.*"));
    builder.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
        (path, java) -> java + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end");
    return printed;
  }
}
