package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import io.github.realip.RequestClasses;
import org.junit.jupiter.api.Test;

/** The two lists of known containers, the names and what is done there, are one list. */
class ContainersTest {

  @Test
  void everyKnownNameHasItsRow() throws IllegalAccessException {
    int names = 0;
    for (Field field : RequestClasses.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        String name = (String) field.get(null);
        assertNotNull(Containers.hooks(name), name);
        assertTrue(RequestClasses.isKnown(name), name);
        names++;
      }
    }
    assertTrue(names >= 13, names + " names");
  }
}
