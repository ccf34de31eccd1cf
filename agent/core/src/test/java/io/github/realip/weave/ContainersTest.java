package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import io.github.realip.RequestClasses;
import io.github.realip.config.ForwardingComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two lists of known containers, the names and what is done there, are one list. */
class ContainersTest {

  @Test
  void everyKnownNameHasItsRow() throws IllegalAccessException {
    for (String name : names()) {
      assertNotNull(Containers.hooks(name, null), name);
      assertTrue(RequestClasses.isKnown(name), name);
    }
    assertTrue(names().size() >= 16, names()::toString);
  }

  @ParameterizedTest
  @EnumSource(ForwardingComponent.class)
  void aComponentInChargeIsNotSilencedAndAllOthersAre(ForwardingComponent component) throws IllegalAccessException {
    List<String> left = new ArrayList<>();
    for (String name : names()) {
      if (Containers.hooks(name, component).size() < Containers.hooks(name, null).size()) {
        left.add(name);
      }
    }
    assertEquals(1, left.size(), left::toString);
  }

  private static List<String> names() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : RequestClasses.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        names.add((String) field.get(null));
      }
    }
    return names;
  }
}
