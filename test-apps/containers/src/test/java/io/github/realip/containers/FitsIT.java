package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.realip.weave.ClassWeaver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every template and the class files of every container of the matrix: whether they fit. No server is started, so a
 * container version that has moved a member fails here, within seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FitsIT {
  /** Versions that are in no row of the matrix but have templates of their own. */
  private static final List<Container> FURTHER = List.of(
      Container.parse("Jetty, 9.3.30.v20211001, org.eclipse.jetty:jetty-distribution:zip, jetty, javax, 8, , , "),
      Container.parse("Jetty, 9.4.11.v20180605, org.eclipse.jetty:jetty-home:zip, jetty, javax, 8, , , "),
      Container.parse("Spring Cloud Gateway, 3.1.9, org.springframework.cloud:spring-cloud-starter-gateway:jar,"
          + " gateway, none, 8, , , "),
      Container.parse("Spring Cloud Gateway, 4.3.0,"
          + " org.springframework.cloud:spring-cloud-starter-gateway-server-webflux:jar, gateway, none, 17, , , "));

  /** In it the PROXY protocol is not read, and the agent says so. */
  private static final Pattern WITHOUT_PROXY_PROTOCOL = Pattern.compile("^Tomcat 7");

  private final Map<String, Map<String, List<String>>> woven = new LinkedHashMap<>();
  private final Set<String> unused = new TreeSet<>();

  FitsIT() {
    entries().forEach(entry -> unused.addAll(List.of(entry.templates())));
  }

  /** One row of each version: the others differ in how it is started, not in its classes. */
  static Stream<Container> containers() {
    Map<String, Container> versions = new LinkedHashMap<>();
    Matrix.containers().forEach(each -> versions.putIfAbsent(name(each), each));
    FURTHER.forEach(each -> versions.put(name(each), each));
    return versions.values().stream();
  }

  private static String name(Container container) {
    boolean classesDiffer = container.launcher().equals("boot");
    return container.name() + " " + container.version() + (classesDiffer ? " " + container.option() : "");
  }

  @ParameterizedTest
  @MethodSource("containers")
  void fits(Container container) throws Exception {
    List<ClassArchive> archives = ContainerClasses.archives(container);
    Map<String, List<String>> here = new TreeMap<>();
    woven.put(name(container), here);
    List<String> problems = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    boolean readsProxyProtocol = !WITHOUT_PROXY_PROTOCOL.matcher(container.toString()).find();
    entries().stream().filter(entry -> readsProxyProtocol || !entry.isForProxyProtocol())
        .forEach(entry -> names.add(entry.name()));
    for (String name : names) {
      for (ContainerClasses classes : ContainerClasses.copiesOf(name, archives)) {
        if (container.name().equals("WildFly") && name.startsWith("io/vertx/")) {
          continue; // its messaging is a client of an older Vert.x
        }
        check(name, classes, here, problems);
      }
    }
    assertEquals(List.of(), problems);
  }

  private void check(String name, ContainerClasses classes, Map<String, List<String>> here, List<String> problems)
      throws IOException {
    byte[] original = classes.find(name);
    if (!isLoadable(name, original, classes)) {
      return; // such as Spring's classes for servers and servlets that are not in the application
    }
    String place = name.replace('/', '.') + " of " + classes + ": ";
    Set<String> fitting = new LinkedHashSet<>();
    for (WovenClass entry : Family.entries(name)) {
      if (new ClassWeaver(classes.reader(), original).weave(List.of(entry)) != null) {
        fitting.addAll(List.of(entry.templates()));
      }
    }
    ClassWeaver weaver = new ClassWeaver(classes.reader(), original);
    byte[] result = weaver.weave(Family.entries(name));
    if (result == null) {
      if (!weaver.misfits().isEmpty()) {
        problems.add(place + weaver.misfits());
        here.computeIfAbsent(name, none -> new ArrayList<>()).add("**DOES NOT FIT**");
      }
      return;
    }
    AddedMembers.problems(name, original, result, classes).forEach(each -> problems.add(place + each));
    try {
      classes.verify(name, result);
    } catch (LinkageError e) {
      problems.add(place + e);
    }
    unused.removeAll(fitting);
    if (Family.entries(name).stream().allMatch(WovenClass::isForUnknown)) {
      return; // fits, but is woven in none of these containers
    }
    List<String> templates = here.computeIfAbsent(name, none -> new ArrayList<>());
    fitting.stream().filter(each -> !templates.contains(each)).forEach(templates::add);
  }

  private static boolean isLoadable(String name, byte[] original, ContainerClasses classes) {
    try {
      classes.verify(name, original);
      return true;
    } catch (NoClassDefFoundError lacking) {
      return false;
    }
  }

  @AfterAll
  void nothingIsSuperfluous() throws IOException {
    FitsTable.write(woven);
    assertEquals(Set.of(), unused, "templates that fit no container");
    woven.forEach((container, classes) -> assertFalse(classes.isEmpty(), container + " is not woven at all"));
  }

  private static List<WovenClass> entries() {
    return Family.all().stream().flatMap(family -> family.classes().stream()).toList();
  }
}
