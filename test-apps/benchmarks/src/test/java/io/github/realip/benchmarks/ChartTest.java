package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Where a drawing has its dots, and what it says. */
class ChartTest {

  private final Chart chart = new Chart("start", "Milliseconds of a start over an empty agent's", "%+.0f", 0)
      .group("Tomcat 9 on Java <17>").dot("no agent", new Interval(-40, -30, -20), false)
      .dot("realip-agent", new Interval(45, 50, 60), true)
      .group("hello & goodbye").dot("realip-agent", new Interval(Double.NaN, 10, Double.NaN), true);

  /** -40 is drawn at 330 and 60 at 660, so that 3.3 are one millisecond. */
  @Test
  void dotsAndIntervalsAreWhereTheirValuesAre() throws Exception {
    Document svg = svg();
    assertEquals(List.of("363.0", "627.0", "495.0"), attributes(svg, "circle", "cx"));
    assertEquals(List.of("M330.0 54H396.0", "M610.5 74H660.0"), attributes(svg, "path", "d").stream()
        .filter(path -> path.contains("H")).toList());
    assertTrue(attributes(svg, "path", "d").contains("M462.0 24V124"), "the line of no difference");
  }

  @Test
  void whatIsDrawnIsSaid() throws Exception {
    String description = svg().getElementsByTagName("desc").item(0).getTextContent();
    assertTrue(description.contains("Tomcat 9 on Java <17>: no agent -30 (-40 to -20); realip-agent +50 (+45 to +60);"),
        description);
    assertTrue(description.contains("hello & goodbye: realip-agent +10;"), description);
  }

  private Document svg() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> attributes(Document svg, String element, String attribute) {
    List<String> all = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add(((Element) nodes.item(i)).getAttribute(attribute));
    }
    return all;
  }
}
