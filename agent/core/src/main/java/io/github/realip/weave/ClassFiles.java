package io.github.realip.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
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

  /** Adds a class that has been read. */
  void add(String type, Outline outline) {
    known.put(type, outline);
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
      if (bytes == null) {
        return null;
      }
      Outline outline = new Outline();
      new ClassReader(bytes).accept(outline,
          ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return outline;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The members that a class declares, and what is directly above it, when a class has been read by this. */
  static class Outline extends ClassVisitor {

    private static final Outline NOTHING = new Outline();

    private final Set<String> members = new HashSet<String>();
    private final Set<String> parents = new HashSet<String>();
    private boolean isInterface;

    Outline() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
      isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
      if (parent != null) {
        parents.add(parent);
      }
      Collections.addAll(parents, interfaces);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
      members.add(name + descriptor);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
      members.add(name + descriptor);
      return null;
    }
  }
}
