package io.github.realip;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which room may know which: the arrows point one way. */
class ArchitectureTest {

  private static final String ROOT = "io.github.realip";
  private static final JavaClasses ALL =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      address    |
      resolve    | address
      proxyprotocol | address
      connection | address resolve proxyprotocol .
      request    | address resolve
      containers |
      weave      | containers
      names      |
      config     | address resolve connection containers .
      observe    | address resolve request config .
      findings   | address resolve connection config observe .
      runtime    | address resolve request connection containers weave config names observe findings .
      cli        | address resolve request proxyprotocol connection config names .
      """)
  void aRoomKnowsOnlyTheRoomsBelowIt(String room, String below) {
    String[] known = Stream.concat(Stream.of(ROOT + '.' + room + ".."),
        Stream.of(below == null ? new String[0] : below.split(" ")).map(each -> each.equals(".") ? ROOT
            : ROOT + '.' + each + "..")).toArray(String[]::new);
    classes().that().resideInAPackage(ROOT + '.' + room + "..").should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(resideInAnyPackage("java..", "javax.management..",
            "jdk.jfr..", "javax.naming..", "net.bytebuddy..", "picocli..", "com.google.gson..", "com.sun..")))
        .check(ALL);
  }

  @Test
  void theLauncherKnowsNobody() {
    classes().that().resideInAPackage(ROOT).should()
        .onlyDependOnClassesThat(resideInAnyPackage(ROOT, "java..")).check(ALL);
  }

  @Test
  void noArrowLeadsBack() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ALL);
  }
}
