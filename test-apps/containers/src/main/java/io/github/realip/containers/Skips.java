package io.github.realip.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Says at the end of a run which tests were skipped and why, in one list for all modules. */
public final class Skips {

  private Skips() {
  }

  /**
   * Prints the list; nothing if no test was skipped.
   *
   * @param args the project's directory, and when the run began, as {@code 2026-11-01T00:00:00Z}
   */
  public static void main(String[] args) throws IOException, XMLStreamException {
    Map<String, Integer> reasons = reasons(Path.of(args[0]), Instant.parse(args[1]));
    if (!reasons.isEmpty()) {
      System.out.println("Skipped tests, by reason; test-apps/README.md says what to install:");
      reasons.forEach((reason, tests) -> System.out.printf("%6d  %s%n", tests, reason));
    }
  }

  /** How many tests each reason has skipped, as the reports tell that are not older than this run. */
  static Map<String, Integer> reasons(Path project, Instant start) throws IOException, XMLStreamException {
    List<Path> reports;
    try (Stream<Path> files = Files.find(project, 5, (file, attributes) -> attributes.isRegularFile()
        && file.toString().matches(".*/target/(surefire|failsafe)-reports/TEST-[^/]+\\.xml")
        && !attributes.lastModifiedTime().toInstant().isBefore(start))) {
      reports = files.toList();
    }
    Map<String, Integer> reasons = new TreeMap<>();
    for (Path report : reports) {
      try (InputStream in = Files.newInputStream(report)) {
        XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
        while (xml.hasNext()) {
          if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("skipped")) {
            String message = xml.getAttributeValue(null, "message"); // of a test that is disabled
            reasons.merge(reason(message == null ? xml.getElementText() : message), 1, Integer::sum);
          }
        }
      }
    }
    return reasons;
  }

  /** The first line without the exception's name, and without who misses what is not installed. */
  private static String reason(String message) {
    String first = message.strip().lines().findFirst().orElse("")
        .replaceFirst("^org\\.opentest4j\\.TestAbortedException(: )?", "").replaceFirst("^Assumption failed: ", "")
        .replaceFirst(".*: (?=.* is not installed$)", "");
    return first.isEmpty() ? "no reason given" : first;
  }
}
