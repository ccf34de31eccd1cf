package io.github.realip.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes what a run of named cells has measured as a table: with the profile {@code all} into the documentation's page,
 * where lines of other cells stay, else to {@code target}. Nothing in a line comes from anywhere else, but the names,
 * versions and notes of {@code containers.csv}. Other runs are in several processes, none of which sees a whole line.
 */
public final class CompatibilityTable implements TestExecutionListener {
  private static final String NAME = "compatibility.md";
  /** Container, version, and of the Java the number. */
  private static final Pattern LINE =
      Pattern.compile("^\\| (.+?) \\| (.+?) \\| .*? \\| (?:1\\.)?(\\d+)\\S* \\| .*\\n", Pattern.MULTILINE);
  private static final String INTRODUCTION = """
      # Compatibility

      Written by the tests themselves from what they have measured, on %s. Each line is a container as its vendor ships
      it, started as a process of its own by its own script or main class on that Java, with
      `JAVA_TOOL_OPTIONS=-javaagent:realip-agent.jar` and an application that knows nothing of the agent. %s

      - **container, version**: the line of `containers.csv`. On the class path, unless it says `jpms`.
      - **answers as**: what the running server called itself.
      - **address**: `getRemoteAddr()` behind %s. A trusted
        proxy gives the client, an untrusted peer the peer, a forged header through the proxy the real client. Header
        lines are joined; IPv6 peers and clients; odd and huge headers; filters, wrappers, forwards, includes, error
        pages and request listeners; other threads and calls after the end; more than 10,000 requests of alternating
        clients over kept connections.
      - **host**: `getRemoteHost()` says the same.
      - **access log**: the container's own log agrees with the application.
      - **async**: asynchronous requests, dispatches and completion listeners.
      - **HTTP/2**: without TLS, upgraded and multiplexed.
      - **websocket**: the handshake.
      - **own forwarding**: with the container's own component for `X-Forwarded-For` switched on, address and access log
        are the agent's, the scheme is the component's. Once for each container.
      - **redeployment**: the application undeployed and deployed ten times. No class loader of it stays in the heap;
        where the container keeps some by itself, the notes say how many with and without the agent. The container's
        own leak check, where it has one, finds nothing. Once for each container.
      - **stop**: no thread of the agent and one class loader of it; nothing in the log; the signal to end ends it.

      **yes**: every check passed. **FAILED**: at least one did not; it is named in the notes. **none**: the container
      has no such thing. A dash: not checked, or not all of it. A cell that was not run is not here.

      To repeat: `mvn verify -Pall`, or less of it as `test-apps/README.md` says. A line is from the last of these runs
      that had its cell.

      """;

  /** Made by JUnit. */
  public CompatibilityTable() {
    // has no state but the file
  }

  /** Writes it again after each cell, so that what a run has seen is there even if it does not come to its end. */
  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    if (finished.isContainer()) {
      write();
    }
  }

  private static void write() {
    Map<Cell, Measurement> measured = Measurements.all();
    if (measured.isEmpty() || Selection.OF_THIS_RUN.names().isEmpty()) {
      return;
    }
    boolean page = Boolean.getBoolean("realip.matrix.page");
    Path file = page ? BuiltFiles.documentation(NAME) : BuiltFiles.work(NAME);
    try {
      Files.createDirectories(file.getParent());
      String before = page && Files.exists(file) ? Files.readString(file) : "";
      Files.writeString(file, page(before, measured, Cell.matrix()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page with what is measured now, and the lines of other cells that are in the matrix as they were. */
  static String page(String before, Map<Cell, Measurement> measured, List<Cell> matrix) {
    Map<List<String>, String> lines = new HashMap<>();
    LINE.matcher(before).results().forEach(line ->
        lines.put(List.of(line.group(1), line.group(2), line.group(3)), line.group()));
    measured.forEach((cell, measurement) -> lines.put(key(cell), line(row(cell, measurement))));
    List<String> table = matrix.stream().map(CompatibilityTable::key).filter(lines::containsKey).map(lines::get)
        .toList();
    String extent = table.size() == matrix.size()
        ? "Every cell of the matrix is here: " + matrix.size() + "."
        : table.size() + " of the " + matrix.size() + " cells of the matrix are here.";
    int others = before.indexOf("\n## "); // sections of other tests
    return introduction(extent) + heads() + String.join("", table) + (others < 0 ? "" : before.substring(others));
  }

  private static List<String> key(Cell cell) {
    return List.of(title(cell.container()), cell.container().version(), String.valueOf(cell.java()));
  }

  private static String title(Container container) {
    return (container.name() + " " + container.option()).strip();
  }

  private static String introduction(String extent) {
    String proxies = Stream.of(ReverseProxy.Kind.values()).filter(ReverseProxy.Kind::isInstalled)
        .map(ReverseProxy.Kind::title).collect(Collectors.joining(", "));
    return INTRODUCTION.formatted(System.getProperty("os.name"), extent, proxies);
  }

  private static String heads() {
    List<String> heads = new ArrayList<>(List.of("container", "version", "answers as", "Java"));
    Stream.of(Aspect.values()).map(Aspect::title).forEach(heads::add);
    heads.add("notes");
    return line(heads) + line(heads.stream().map(head -> "---").toList());
  }

  private static List<String> row(Cell cell, Measurement measured) {
    Container container = cell.container();
    List<String> row = new ArrayList<>();
    row.add(title(container));
    row.add(container.version());
    row.add(measured.server());
    row.add(measured.java().isEmpty() ? String.valueOf(cell.java()) : measured.java());
    Stream.of(Aspect.values()).map(aspect -> result(container, aspect, measured)).forEach(row::add);
    row.add(notes(container, measured));
    return row;
  }

  private static String result(Container container, Aspect aspect, Measurement measured) {
    return measured.of(aspect, Measurements.checks(aspect, container))
        .map(passed -> !passed ? "**FAILED**" : aspect.isAbsentIn(container) ? "none" : "yes")
        .orElse(aspect.isAbsentIn(container) ? "none" : "-");
  }

  private static String notes(Container container, Measurement measured) {
    List<String> notes = new ArrayList<>();
    container.differences().stream().sorted(Comparator.naturalOrder()).map(Difference::note).forEach(notes::add);
    if (!container.note().isEmpty()) {
      notes.add(container.note());
    }
    notes.addAll(measured.remarks());
    if (!measured.failures().isEmpty()) {
      notes.add("FAILED: " + String.join(", ", measured.failures()));
    }
    return String.join("; ", notes);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
