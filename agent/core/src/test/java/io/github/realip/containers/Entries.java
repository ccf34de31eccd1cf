package io.github.realip.containers;

/** Entries for tests. */
public final class Entries {

  private Entries() {
  }

  /** An entry whose templates are classes of tests. */
  public static WovenClass of(Class<?> target, Class<?>... templates) {
    String[] names = new String[templates.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = templates[i].getName().replaceAll("^.*woven\\.", "").replace('.', '/');
    }
    return WovenClass.of(target.getName().replace('.', '/'), names);
  }
}
