package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.realip.RequestClasses;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the families say, as a whole. */
class FamilyTest {

  @Test
  void theLauncherKnowsEveryName() {
    for (WovenClass entry : entries()) {
      assertTrue(RequestClasses.isKnown(entry.name()), entry.name());
      assertTrue(Family.entries(entry.name()).stream().anyMatch(found -> found.name().equals(entry.name())));
      assertFalse(RequestClasses.isKnown(entry.name() + "2"));
    }
    assertTrue(Family.entries("some/Request").isEmpty());
  }

  @Test
  void everyForwardingComponentIsSilencedSomewhere() {
    Set<ForwardingComponent> silenced = EnumSet.noneOf(ForwardingComponent.class);
    for (WovenClass entry : entries()) {
      if (entry.silenced() != null) {
        silenced.add(entry.silenced());
      }
    }
    assertEquals(EnumSet.allOf(ForwardingComponent.class), silenced);
  }

  @Test
  void aComponentIsFoundByItsNameInAnyCase() {
    for (ForwardingComponent component : ForwardingComponent.values()) {
      assertEquals(component, ForwardingComponent.named(component.label().toUpperCase(java.util.Locale.ROOT)));
    }
    assertNull(ForwardingComponent.named("nginx"));
  }

  private static List<WovenClass> entries() {
    List<WovenClass> entries = new ArrayList<>();
    for (Family family : Family.all()) {
      entries.addAll(family.classes());
    }
    return entries;
  }
}
