package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages as a whole: a reader finds each, no link leads nowhere, and a drawing can be read by everybody. */
class PagesTest {
  private static final Path ROOT = BuiltFiles.documentation("..").normalize();
  private static final Pattern LINK = Pattern.compile("(!?)\\[((?:[^\\[\\]]|\\[[^\\]]*])*)]\\(([^)\\s]+)\\)");

  @Test
  void theStartPageLeadsToEach() throws IOException {
    String readOn = Files.readString(ROOT.resolve("README.md")).split("\n## Read on\n")[1];
    Set<String> missing = new TreeSet<>();
    for (Path page : pages()) {
      String name = ROOT.relativize(page).toString();
      if (name.startsWith("docs/") && !readOn.contains("(" + name + ")")) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void noLinkLeadsNowhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(page));
      while (link.find()) {
        String target = link.group(3);
        if (target.matches("[a-z]+:.*")) {
          continue;
        }
        links++;
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there = Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
        if (!there) {
          dead.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }
    assertTrue(links > 100, links + " links");
    assertEquals(List.of(), dead);
  }

  @Test
  void eachDrawingHasItsTextAndADarkForm() throws IOException {
    Set<Path> drawings = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/diagrams"))) {
      files.forEach(drawings::add);
    }
    for (Path drawing : drawings) {
      String svg = Files.readString(drawing);
      assertTrue(svg.contains("role=\"img\"") && svg.matches("(?s).*<title id=\"title\">[^<]+</title>\\s*"
          + "<desc id=\"desc\">[^<]{40,}</desc>.*") && svg.contains("prefers-color-scheme: dark"), drawing::toString);
    }
    Set<Path> shown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (link.group(1).equals("!") && link.group(3).endsWith(".svg")) {
          assertTrue(link.group(2).length() > 40, link::group);
          shown.add(page.resolveSibling(link.group(3)).normalize());
        }
      }
    }
    assertEquals(drawings, shown);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("test-apps/README.md")));
    for (String directory : List.of("docs", ".github")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static String withoutCode(Path page) throws IOException {
    return Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```$", "").replaceAll("`[^`\n]*`", "code");
  }

  /** As the platforms make them of headings: small letters, digits, hyphens for blanks, a number behind the second. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new TreeSet<>();
    String text = Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```$", "");
    for (String heading : text.lines().filter(line -> line.matches("#+ .*")).collect(Collectors.toList())) {
      String anchor = heading.replaceFirst("#+ ", "").replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
          .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      for (int i = 0; !anchors.add(i == 0 ? anchor : anchor + "-" + i); i++) {
        // the next number
      }
    }
    return anchors;
  }
}
