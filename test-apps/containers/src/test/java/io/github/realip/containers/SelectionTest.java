package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cells of the matrix a run has. */
class SelectionTest {
  private static final List<Cell> MATRIX = Cell.all();

  @Test
  void everyLineOfTheMatrixIsOneOfItsOwn() {
    assertEquals(MATRIX.size(), MATRIX.stream().map(Cell::toString).distinct().count());
  }

  @Test
  void everyLauncherIsKnown() {
    Matrix.containers().forEach(Launcher::of);
  }

  @Test
  void withoutAWishItIsTheSpread() {
    assertEquals(MATRIX.stream().filter(Cell::inSpread).toList(), new Selection("", "").of(MATRIX));
  }

  @Test
  void anExpressionFindsCellsInTheWholeMatrix() {
    assertEquals(MATRIX, new Selection(".*", "").of(MATRIX));
    List<Cell> found = new Selection("^tomcat 9.* on Java 25$", "").of(MATRIX);
    assertEquals(1, found.size());
    assertFalse(found.get(0).inSpread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  void thePartsTogetherAreTheWholeMatrixAndEachHasTheSpread(int parts) {
    List<Cell> spread = new Selection("", "").of(MATRIX);
    List<Cell> others = new ArrayList<>();
    for (int part = 1; part <= parts; part++) {
      List<Cell> cells = new ArrayList<>(new Selection("", part + "/" + parts).of(MATRIX));
      assertTrue(cells.containsAll(spread));
      cells.removeAll(spread);
      others.addAll(cells);
    }
    assertEquals(MATRIX.size() - spread.size(), others.size());
    others.addAll(spread);
    assertEquals(new HashSet<>(MATRIX), new HashSet<>(others));
  }

  @Test
  void samplesAreOneOfEachLauncherAndInPartsOthers() {
    Set<Cell> seen = new HashSet<>();
    for (int part = 1; part <= 16; part++) {
      Selection selection = new Selection("", part + "/16");
      List<Cell> samples = selection.samplesOf(MATRIX);
      assertEquals(launchers(selection.of(MATRIX)), launchers(samples));
      assertEquals(launchers(samples).size(), samples.size());
      seen.addAll(samples);
    }
    assertEquals(launchers(MATRIX), launchers(seen));
    assertTrue(seen.size() > 3 * launchers(seen).size(), seen::toString);
    assertEquals(MATRIX.stream().map(Cell::container).distinct().count(),
        new Selection(".*", "").samplesOf(MATRIX).size());
  }

  @Test
  void waysAreTakenInTurn() {
    List<String> ways = List.of("a", "b");
    assertEquals(List.of("a"), new Selection("", "").inTurn(0, ways));
    assertEquals(List.of("b"), new Selection("", "").inTurn(1, ways));
    assertEquals(List.of("b"), new Selection("", "1/16").inTurn(0, ways));
    assertEquals(ways, new Selection("tomcat", "").inTurn(0, ways));
  }

  @Test
  void everyOtherOneIsTakenAndThenTheRest() {
    List<String> all = List.of("a", "b", "c");
    assertEquals(List.of("a", "c"), new Selection("", "16/16").everyOther(all));
    assertEquals(List.of("b"), new Selection("", "1/16").everyOther(all));
    assertEquals(all, new Selection("tomcat", "").everyOther(all));
  }

  private static Set<String> launchers(Collection<Cell> cells) {
    return cells.stream().map(cell -> cell.container().launcher()).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/4", "5/4", "4", "x", "1/0", "-1/2"})
  void aPartThatIsNoneIsAnError(String part) {
    assertThrows(IllegalArgumentException.class, () -> new Selection("", part).of(MATRIX));
  }
}
