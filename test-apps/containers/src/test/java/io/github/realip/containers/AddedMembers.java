package io.github.realip.containers;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.description.ModifierReviewable;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;

/**
 * The members that woven code uses and the container's own did not: whether the container has each of them, of its kind
 * and open to the class that now uses it. It knows nothing of templates.
 */
final class AddedMembers {
  private static final String BRIDGE = "java/lang/$RealIp";

  private final TypePool types;
  private final TypeDescription user;

  private AddedMembers(ContainerClasses classes, String type) {
    types = TypePool.Default.of(
        new ClassFileLocator.Compound(classes.locator(), ClassFileLocator.ForClassLoader.ofPlatformLoader()));
    user = describe(type);
  }

  /** What is wrong with them, a sentence each. */
  static Set<String> problems(String type, byte[] original, byte[] woven, ContainerClasses classes) {
    AddedMembers members = new AddedMembers(classes, type);
    Set<Use> added = uses(woven);
    added.removeAll(uses(original));
    Set<String> problems = new LinkedHashSet<>();
    for (Use each : added) {
      String problem = each.owner.equals(BRIDGE) ? null : members.problem(each);
      if (problem != null) {
        problems.add(each.owner.replace('/', '.') + '.' + each.name + each.descriptor + ' ' + problem);
      }
    }
    return problems;
  }

  private String problem(Use use) {
    try {
      TypeDescription owner = describe(use.owner);
      if (use.isMethod && owner.isInterface() != use.ofInterface) {
        return "is called as if its owner were " + (use.ofInterface ? "an interface" : "a class");
      }
      Found found = use.isMethod ? method(owner, use) : field(owner, use);
      if (found == null) {
        return "is not there";
      }
      boolean isStatic = use.opcode == Opcodes.INVOKESTATIC || use.opcode == Opcodes.GETSTATIC
          || use.opcode == Opcodes.PUTSTATIC;
      if (found.member.isStatic() != isStatic) {
        return "is" + (isStatic ? " not" : "") + " static";
      }
      if (!isOpen(owner.isPublic(), owner) || !isOpen(found.member, found.type)) {
        return "is not open to " + user.getName();
      }
      return null;
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      return "cannot be looked for: " + e.getMessage();
    }
  }

  private boolean isOpen(ModifierReviewable.OfByteCodeElement member, TypeDescription declaredBy) {
    return declaredBy.equals(user) || !member.isPrivate()
        && isOpen(member.isPublic() || member.isProtected() && user.isAssignableTo(declaredBy), declaredBy);
  }

  private boolean isOpen(boolean toAll, TypeDescription type) {
    return toAll || type.isSamePackage(user);
  }

  private TypeDescription describe(String type) {
    return types.describe(type.replace('/', '.')).resolve();
  }

  private static Found method(TypeDefinition type, Use use) {
    for (MethodDescription each : type.getDeclaredMethods()) {
      if (each.getInternalName().equals(use.name) && each.asDefined().getDescriptor().equals(use.descriptor)) {
        return new Found(each, type.asErasure());
      }
    }
    return inherited(type, use);
  }

  private static Found field(TypeDefinition type, Use use) {
    for (FieldDescription each : type.getDeclaredFields()) {
      if (each.getName().equals(use.name) && each.asDefined().getDescriptor().equals(use.descriptor)) {
        return new Found(each, type.asErasure());
      }
    }
    return inherited(type, use);
  }

  private static Found inherited(TypeDefinition type, Use use) {
    TypeDefinition parent = type.getSuperClass();
    Found found = null;
    if (parent != null) {
      found = use.isMethod ? method(parent.asErasure(), use) : field(parent.asErasure(), use);
    }
    for (TypeDefinition each : type.getInterfaces()) {
      if (found == null) {
        found = use.isMethod ? method(each.asErasure(), use) : field(each.asErasure(), use);
      }
    }
    return found;
  }

  private static Set<Use> uses(byte[] type) {
    Set<Use> uses = new HashSet<>();
    new ClassReader(type).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        return new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(int opcode, String owner, String called, String types, boolean ofInterface) {
            uses.add(new Use(opcode, owner, called, types, true, ofInterface));
          }

          @Override
          public void visitFieldInsn(int opcode, String owner, String field, String type) {
            uses.add(new Use(opcode, owner, field, type, false, false));
          }
        };
      }
    }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return uses;
  }

  private record Use(int opcode, String owner, String name, String descriptor, boolean isMethod,
      boolean ofInterface) {
  }

  private record Found(ModifierReviewable.OfByteCodeElement member, TypeDescription type) {
  }
}
