package io.github.realip.containers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Containers that share their classes, in the versions that they have had: which of them are woven, and how. */
public abstract class Family {

  private final List<WovenClass> classes = new ArrayList<WovenClass>();

  Family(WovenClass... classes) {
    for (WovenClass each : classes) {
      this.classes.add(each.in(name()));
    }
  }

  /** What people call it. */
  String name() {
    return getClass().getSimpleName();
  }

  /** All families. */
  public static List<Family> all() {
    return All.FAMILIES;
  }

  /** Made once, for each class that is woven is looked up among them. */
  private static final class All {
    static final List<Family> FAMILIES = Arrays.asList(
        new Tomcat(), new Jetty(), new Undertow(), new Grizzly(), new Liberty(), new ReactorNetty(), new Vertx(),
        new Micronaut(), new Spring(), new JdkHttpServer(), new Unknown());
  }

  /**
   * The classes of this family, in the forms that its versions have: where a name stands more than once, each entry
   * that fits the class is woven.
   */
  public List<WovenClass> classes() {
    return classes;
  }

  /** Whether scheme, host and port can be rewritten in containers of the family of that name; null: an unknown. */
  public static boolean coversOrigin(String name) {
    for (WovenClass each : entriesOf(name)) {
      if (each.answersOrigin()) {
        return true;
      }
    }
    return false;
  }

  /** Whether headers can be read as verified in containers of the family of that name; null: an unknown. */
  public static boolean coversHeaders(String name) {
    for (WovenClass each : entriesOf(name)) {
      if (each.isForHeaders()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the PROXY protocol can be read in containers of the family of that name; null: an unknown. */
  public static boolean coversProxyProtocol(String name) {
    for (WovenClass each : entriesOf(name)) {
      if (each.isForProxyProtocol()) {
        return true;
      }
    }
    return false;
  }

  private static List<WovenClass> entriesOf(String name) {
    if (name == null) {
      return ofUnknownContainer();
    }
    for (Family family : all()) {
      if (family.name().equals(name)) {
        return family.classes;
      }
    }
    return Collections.emptyList();
  }

  /** The entries for the request of a container that no family knows. */
  public static List<WovenClass> ofUnknownContainer() {
    return Arrays.asList(
        WovenClass.of("", "unknown/ServletRequest"),
        WovenClass.of("", "unknown/RequestOrigin").answeringOrigin(),
        WovenClass.of("", "unknown/RequestHeaders").answeringHeaders(),
        WovenClass.of("", "unknown/ServletRequestHost").optional(),
        WovenClass.of("", "unknown/ServletRequestBody").optional(),
        WovenClass.of("", "unknown/ServletRequestStream").optional(),
        WovenClass.of("", "unknown/ServletRequestStream").optional().jakarta());
  }

  /** The entries of all families for a class, by its internal name; empty if no family has it. */
  public static List<WovenClass> entries(String name) {
    List<WovenClass> entries = new ArrayList<WovenClass>();
    for (Family family : all()) {
      for (WovenClass each : family.classes) {
        if (each.name().equals(name)) {
          entries.add(each);
        }
      }
    }
    return entries;
  }
}
