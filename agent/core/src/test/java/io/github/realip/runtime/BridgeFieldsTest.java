package io.github.realip.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.realip.config.Configuration;
import io.github.realip.connection.ConnectionFunctions;
import io.github.realip.request.Functions;
import io.github.realip.request.Watch;
import io.github.realip.woven.RealIp;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The agent has each function that templates can name, and no other. */
class BridgeFieldsTest {

  @Test
  void everyFieldHasItsFunction() {
    Set<String> fields = new HashSet<>();
    for (Field field : RealIp.class.getFields()) {
      if (field.getType() == BiFunction.class) {
        fields.add(field.getName());
      }
    }
    LiveRules rules = new LiveRules(Configuration.load(new Properties(), Map.of(), null));
    Map<String, BiFunction<Object, Object, Object>> functions =
        Functions.all(rules, Watch.NONE, (failure, place) -> null);
    new ClientConnections(false, false, (failure, place) -> null).addTo(functions);
    ConnectionFunctions.addTo(functions, rules, Set.of(), (failure, place) -> null);
    assertEquals(fields, functions.keySet());
  }
}
