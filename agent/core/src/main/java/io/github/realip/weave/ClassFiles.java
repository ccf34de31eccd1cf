package io.github.realip.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Types as their class files show them. They are read, never loaded: a transformer that loads classes runs into
 * circles.
 */
final class ClassFiles {

  private final ClassLoader loader;
  private final Map<String, Outline> known = new HashMap<String, Outline>();

  /** Reads the class files that a loader has; {@code null} is the boot loader, the only parent of ours. */
  ClassFiles(ClassLoader loader) {
    this.loader = loader == null ? ClassFiles.class.getClassLoader() : loader;
  }

  /** Adds a class whose bytes are at hand. */
  void add(ClassReader type) {
    known.put(type.getClassName(), new Outline(type));
  }

  /** Tells whether a type is there and is an interface; {@code null} if that cannot be read. */
  Boolean isInterface(String type) {
    Outline outline = outline(type);
    return outline == null || outline == Outline.NOTHING ? null : (Boolean) outline.isInterface;
  }

  /** Tells whether a type is there and declares or inherits a member; {@code null} if that cannot be read. */
  Boolean has(String type, String member) {
    return has(type, member, new HashSet<String>());
  }

  private Boolean has(String type, String member, Set<String> asked) {
    Outline outline = outline(type);
    if (outline == null) {
      return null;
    }
    if (outline.members.contains(member)) {
      return true;
    }
    Boolean found = false;
    for (String parent : outline.parents) {
      if (asked.add(parent)) {
        Boolean inherited = has(parent, member, asked);
        if (inherited == null) {
          found = null;
        } else if (inherited) {
          return true;
        }
      }
    }
    return found;
  }

  /** A type and all above it, as far as class files can be read. */
  Set<String> family(String type) {
    Set<String> all = new HashSet<String>();
    collect(type, all);
    return all;
  }

  private void collect(String type, Set<String> all) {
    if (all.add(type)) {
      Outline outline = outline(type);
      if (outline != null) {
        for (String parent : outline.parents) {
          collect(parent, all);
        }
      }
    }
  }

  private Outline outline(String type) {
    if (!known.containsKey(type)) {
      known.put(type, type.startsWith("java/") ? Outline.NOTHING : read(type));
    }
    return known.get(type);
  }

  private Outline read(String type) {
    try (InputStream bytes = loader.getResourceAsStream(type + ".class")) {
      return bytes == null ? null : new Outline(new ClassReader(bytes));
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The members that a class declares, and what is directly above it. */
  private static final class Outline {

    static final Outline NOTHING = new Outline();

    final Set<String> members = new HashSet<String>();
    final Set<String> parents = new HashSet<String>();
    final boolean isInterface;

    private Outline() {
      isInterface = false;
    }

    Outline(ClassReader type) {
      isInterface = (type.getAccess() & Opcodes.ACC_INTERFACE) != 0;
      if (type.getSuperName() != null) {
        parents.add(type.getSuperName());
      }
      for (String each : type.getInterfaces()) {
        parents.add(each);
      }
      type.accept(new ClassVisitor(Opcodes.ASM9) {
        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
          members.add(name + descriptor);
          return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] thrown) {
          members.add(name + descriptor);
          return null;
        }
      }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
  }
}
