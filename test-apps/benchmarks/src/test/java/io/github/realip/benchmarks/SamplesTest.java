package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Medians and their intervals, with known data. */
class SamplesTest {

  /** The ranks of the table of the sign test, as textbooks have it. */
  @ParameterizedTest
  @CsvSource({"6, 1, 3.5, 6", "8, 1, 4.5, 8", "9, 2, 5, 8", "12, 3, 6.5, 10", "15, 4, 8, 12", "20, 6, 10.5, 15",
      "25, 8, 13, 18", "40, 14, 20.5, 27"})
  void theIntervalIsThatOfTheSignTest(int count, double low, double median, double high) {
    Samples samples = new Samples();
    IntStream.rangeClosed(1, count).map(i -> i % 2 == 0 ? i : count % 2 == 0 ? count - i : count + 1 - i)
        .forEach(samples::add);
    assertEquals(new Interval(low, median, high), samples.interval());
  }

  @Test
  void fiveValuesTellNoInterval() {
    Interval interval = samples(7, 5, 6, 9, 8).interval();
    assertEquals(7, interval.median());
    assertFalse(interval.isKnown());
    assertFalse(interval.tells(0));
    assertEquals("7.0", interval.text("%.1f"));
  }

  @Test
  void theMedianLiesInNineteenOfTwentyWhateverTheDistribution() {
    Random random = new Random(22);
    int found = 0;
    for (int i = 0; i < 4000; i++) {
      Samples samples = new Samples();
      for (int value = 0; value < 12; value++) {
        samples.add(-Math.log(random.nextDouble())); // skewed, with the median ln 2
      }
      Interval interval = samples.interval();
      found += interval.low() <= Math.log(2) && Math.log(2) <= interval.high() ? 1 : 0;
    }
    assertEquals(0.961, found / 4000.0, 0.01);
  }

  @Test
  void whatWasMeasuredInTheSameRoundIsCompared() {
    // the machine became slower from round to round, which concerned both
    Samples own = samples(11, 21, 31, 41, 51, 61, 71);
    Samples other = samples(10, 20, 30, 40, 50, 60);
    assertEquals(new Interval(1, 1, 1), own.differencesTo(other).interval());
    assertEquals(6, own.ratiosTo(other).size());
    assertEquals(61.0 / 60, own.ratiosTo(other).interval().low());
    assertTrue(own.differencesTo(other).interval().tells(0));
  }

  @Test
  void anIntervalThatIsWiderThanItsClaimTellsNothing() {
    assertFalse(new Interval(-3, 35, 60).tells(0));
    assertTrue(new Interval(20, 35, 50).tells(0));
    assertFalse(new Interval(0.98, 1.01, 1.03).tells(1));
    assertTrue(new Interval(0.80, 0.85, 0.88).tells(1));
  }

  private static Samples samples(double... values) {
    Samples samples = new Samples();
    DoubleStream.of(values).forEach(samples::add);
    return samples;
  }
}
