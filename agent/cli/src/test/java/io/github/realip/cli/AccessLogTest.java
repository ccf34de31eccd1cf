package io.github.realip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An access log is read as servers write it, and what would change is counted. */
class AccessLogTest {

  private static final String FORMAT = "%{peer}a %a \"%{X-Forwarded-For}i\" \"%r\"";

  @TempDir
  private Path directory;
  private String out;
  private String err;

  /** One line each: what is read of it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "%{peer}a %a \"%{X-Forwarded-For}i\"          | 10.0.0.7 c \"203.0.113.7\" more      | 10.0.0.7 203.0.113.7",
      "%{remote}a %{client}a \"%{x-forwarded-for}i\" | 10.0.0.7 c \"203.0.113.7\"           | 10.0.0.7 203.0.113.7",
      "%h %l %u %t \"%r\" %>s %b \"%{X-Forwarded-For}i\" %{c}a | c - - [x y] \"G\" 1 2 \"203.0.113.7\" 10.0.0.7"
          + " | 10.0.0.7 203.0.113.7",
      "%{c}a \"%{X-Forwarded-For}i\"                | 10.0.0.7 \"6.6.6.6\\\", 203.0.113.7\" | 10.0.0.7 203.0.113.7",
      "%{c}a \"%{X-Forwarded-For}i\"                | 10.0.0.7 \"6.6.6.6\\\\\"              | 10.0.0.7 10.0.0.7",
      "%{c}a \"%{X-Forwarded-For}i\"                | 10.0.0.7 \"\\x09203.0.113.7\"         | 10.0.0.7 203.0.113.7",
      "%{c}a \"%{i,X-Forwarded-For}\" x             | 10.0.0.7 \"[6.6.6.6, 203.0.113.7]\" x | 10.0.0.7 203.0.113.7",
      "%{c}a \"%{i,X-Forwarded-For}\" x             | 10.0.0.7 \"[2001:db8::1]\" x          | 10.0.0.7 2001:db8::1",
      "%{c}a \"%{X-Forwarded-For}i\"                | 10.0.0.7 \"-\"                        | 10.0.0.7 10.0.0.7",
      "\"%{c}a\" \"%{X-Forwarded-For}i\"            | \"10.0.0.7\" \"NULL-HEADER-X-FORWARDED-FOR\" | 10.0.0.7 10.0.0.7",
      "%{c}a \"%{X-Forwarded-For}i\"                | 10.0.0.7 \"\"                         | 10.0.0.7 10.0.0.7",
      "100%% %{c}a \"%{X-Forwarded-For}i\"          | 100% 10.0.0.7 \"203.0.113.7\"         | 10.0.0.7 203.0.113.7"})
  void readsWhatServersWrite(String format, String line, String expected) throws IOException {
    assertEquals(0, explain(line + "\n", "--format", format, "--each"), () -> out + err);
    String[] fields = out.split("\t");
    assertEquals(expected, fields[1] + " " + fields[3], out);
  }

  @Test
  void saysHowManyAnswersChangeAndShowsSome() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      log.append("10.0.0.7 10.0.0.7 \"1.2.3.4, 203.0.113.").append(i % 250).append("\" \"GET /\"\n");
      log.append("10.0.0.7 203.0.113.9 \"203.0.113.9\" \"GET /\"\n");
    }
    log.append("10.0.0.7 1.2.3.4 \"1.2.3.4, 203.0.113.7\" \"GET /\"\n");
    log.append("10.0.0.9 1.2.3.4 \"1.2.3.4\" \"GET /\"\r\n");
    log.append("garbage\n\n").append("x".repeat(200_000));
    assertEquals(0, explain(log.toString(), "--format", FORMAT), () -> err);
    assertTrue(out.startsWith("2005 lines, 3 of them not of this format, the first is line 2003\n"
        + "           1   untrusted-peer\n        2001   first-untrusted-hop\n1002 answers change"), out);
    assertTrue(out.contains("        1000   client-for-proxy\n"), out);
    assertTrue(out.contains("           1   client-for-leftmost\n"), out);
    assertTrue(out.contains(" 1   proxy-for-client\n               line 2002: peer 10.0.0.9, header \"1.2.3.4\""), out);
    assertEquals(5, out.lines().filter(line -> line.contains("becomes")).count(), out);
  }

  /** The example of docs/access-logs.md. */
  @Test
  void thePageShowsWhatIsPrinted() throws IOException {
    String page = Files.readString(Path.of("../../docs/access-logs.md"));
    int log = page.indexOf("    $ cat access.log\n");
    int command = page.indexOf("    $ java -jar realip-agent.jar explain --access-log", log);
    int printed = page.indexOf("--trusted-proxies 10.0.0.7,10.0.0.8\n", command);
    String given = page.substring(page.indexOf('\n', log) + 1, command).replaceAll("(?m)^ {4}", "");
    String expected = page.substring(page.indexOf('\n', printed) + 1, page.indexOf("\n\n", printed));
    assertEquals(0, explain(given, "--format", FORMAT, "--trusted-proxies", "10.0.0.8"), () -> err);
    assertEquals(expected.replaceAll("(?m)^ {4}", ""), out.strip());
  }

  @Test
  void comparesTwoFilesOfSettings() throws IOException {
    Path former = Files.writeString(directory.resolve("old.properties"), "trusted-proxies=10.0.0.8\n");
    String line = " x \"203.0.113.7\" \"GET /\"\n";
    assertEquals(0, explain("10.0.0.7" + line + "10.0.0.8" + line, "--format", FORMAT, "--compared-with",
        former.toString()), () -> err);
    assertTrue(out.contains("2 answers change from those of the other settings\n           1   client-for-proxy"), out);
    assertTrue(out.contains("           1   proxy-for-client\n"), out);
  }

  /** Whatever it is packed with, and if it is cut, what was there is told. */
  @Test
  void readsWhatIsPacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) { // as logrotate appends
      try (OutputStream packed = new GZIPOutputStream(bytes)) {
        packed.write("10.0.0.7 x \"203.0.113.7\" \"GET /\"\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertEquals(0, explain(bytes.toByteArray(), "--format", FORMAT), () -> err);
    assertTrue(out.startsWith("10000 lines\n"), out);
    assertEquals(1, explain(Arrays.copyOf(bytes.toByteArray(), bytes.size() - 20), "--format", FORMAT));
    assertTrue(err.contains("cannot be read to its end"), err);
    assertTrue(out.contains(" lines\n"), out);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "%a \"%{X-Forwarded-For}i\"     | 2 | --format has no peer",
      "%{c}a%{X-Forwarded-For}i       | 2 | two fields without anything between",
      "%{c}a %{X-Forwarded-For        | 2 | a { without a }",
      "%{c}a                          | 0 | warning: --format does not have X-Forwarded-For",
      "%{c}a [%{X-Forwarded-For}i]    | 1 | no line is of this format"})
  void saysWhatIsWrongWithAFormat(String format, int status, String said) throws IOException {
    assertEquals(status, explain("10.0.0.7 \"203.0.113.7\"\n", "--format", format), () -> out + err);
    assertTrue(err.contains(said), err);
  }

  private int explain(String log, String... options) throws IOException {
    return explain(log.getBytes(StandardCharsets.ISO_8859_1), options);
  }

  private int explain(byte[] log, String... options) throws IOException {
    Path file = Files.write(directory.resolve("access.log"), log);
    List<String> arguments = new ArrayList<>(List.of("explain", "--access-log", file.toString()));
    arguments.addAll(List.of(options));
    int list = arguments.indexOf("--trusted-proxies");
    if (list < 0) {
      arguments.addAll(List.of("--trusted-proxies", "10.0.0.7"));
    } else {
      arguments.set(list + 1, "10.0.0.7," + arguments.get(list + 1));
    }
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    int status = Cli.run(arguments.toArray(new String[0]), new ByteArrayInputStream(new byte[0]),
        new PrintStream(stdout), new PrintStream(stderr), new Properties(), Map.of());
    out = stdout.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    err = stderr.toString(StandardCharsets.UTF_8);
    return status;
  }
}
