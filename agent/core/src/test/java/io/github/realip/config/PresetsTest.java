package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.address.Cidr;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The data file of presets. */
class PresetsTest {

  @Test
  void isWellFormed() {
    for (Preset preset : Presets.all()) {
      if (!preset.leftOut().isEmpty()) {
        assertTrue(preset.ranges().isEmpty(), preset.name());
        continue;
      }
      assertFalse(preset.ranges().isEmpty(), preset.name());
      assertFalse(preset.source().isEmpty(), preset.name());
      assertTrue(LocalDate.parse(preset.date()).isAfter(LocalDate.of(2024, 1, 1)), preset.name());
      Set<String> seen = new HashSet<>();
      for (Cidr range : preset.ranges()) {
        assertFalse(range.hostBitsSet(), preset.name() + " " + range);
        assertTrue(seen.add(range.toString()), preset.name() + " repeats " + range);
        // no vendor owns so much, a typing error does
        assertTrue(range.prefixLength() >= (range.isIpv4() ? 10 : 28), preset.name() + " " + range);
      }
    }
  }

  @Test
  void takesOneLineForOneRange() throws IOException {
    Map<String, Preset> presets = Presets.parse(new StringReader(
        "# comment\n\nacme date 2026-01-31\nacme source Acme, \"Addresses\"\n"
            + "acme 192.0.2.0/24\nacme headers X-Acme=list\n"));
    Preset acme = presets.get("acme");
    assertEquals("[192.0.2.0/24]", acme.ranges().toString());
    assertEquals("2026-01-31", acme.date());
    assertEquals("Acme, \"Addresses\"", acme.source());
    assertEquals("X-Acme=list", acme.settings().get(Key.HEADERS));
  }

  @Test
  void refusesAnUnknownWord() {
    assertThrows(IllegalArgumentException.class, () -> Presets.parse(new StringReader("acme 192.0.2.0/33\n")));
  }
}
