package io.github.realip.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A class to change. No member is added and no frame is computed by loading classes, so the same change serves a first
 * load, a retransformation and a redefinition, in class files of every version.
 */
final class Target {

  private final ClassReader reader;
  private final ClassFiles classFiles;
  private final Set<String> names;
  private final boolean frames;
  private final Map<String, Method> methods = new HashMap<String, Method>();

  /**
   * Reads the class.
   *
   * @param classFiles what the class's loader can see
   * @param names the names of the methods that may be changed; the code of others is not read
   */
  Target(ClassReader reader, ClassFiles classFiles, Set<String> names) {
    this.reader = reader;
    this.classFiles = classFiles;
    this.names = names;
    this.frames = reader.readUnsignedShort(6) >= Opcodes.V1_6; // before, they must not be written
    Scan scan = new Scan();
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    classFiles.add(reader.getClassName(), scan);
  }

  String name() {
    return reader.getClassName();
  }

  String parent() {
    return reader.getSuperName();
  }

  ClassFiles classFiles() {
    return classFiles;
  }

  /** The classes that a method asks for {@code getRemoteAddr()}, as a decorator does. */
  List<String> askedForAddress(String method) {
    List<String> owners = new ArrayList<String>();
    Method asking = methods.get(method);
    for (String call : asking == null ? new ArrayList<String>() : asking.calls) {
      int dot = call.indexOf(".getRemoteAddr()Ljava/lang/String;");
      if (dot >= 0) {
        owners.add(call.substring(0, dot));
      }
    }
    return owners;
  }

  /** Whether this is an interface and the template is meant for a class, which has this name in other versions. */
  boolean isOtherKindThan(Template template) {
    boolean ofClass = false;
    for (Template.Around each : template.around().values()) {
      ofClass |= !each.isStatic;
    }
    return ofClass && (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
  }

  /**
   * Says why a template does not fit, or {@code null} if it does.
   *
   * @param optional whether methods that the class does not have need no change
   */
  String misfit(Template template, boolean optional) {
    boolean fitting = false;
    for (Template.Around each : template.around().values()) {
      Method method = methods.get(each.name + each.descriptor);
      boolean there = method != null && method.isStatic == each.isStatic;
      if (!there && !optional) {
        return "has no method " + each.name + each.descriptor;
      }
      fitting |= there;
    }
    for (Template.Call each : template.calls()) {
      boolean there = calls(each);
      if (!there && !optional) {
        return "does not call " + each.owner.replace('/', '.') + '.' + each.name + each.descriptor + " in " + each.in;
      }
      fitting |= there;
    }
    if (!fitting) {
      return "has nothing to change";
    }
    for (Template.Member each : template.members()) {
      Boolean there = classFiles.has(each.owner, each.name + each.descriptor);
      if (there != null && !there) { // what cannot be read is found out by the woven code, which then steps aside
        return "needs " + each + ", which is not there";
      }
      Boolean isInterface = classFiles.isInterface(each.owner);
      if (each.ofInterface != null && isInterface != null && !each.ofInterface.equals(isInterface)) {
        return "needs " + each + " of " + (each.ofInterface ? "an interface" : "a class");
      }
    }
    return null;
  }

  private boolean calls(Template.Call call) {
    for (Method method : methods.values()) {
      if (method.name.equals(call.in) && (call.isStatic || !method.isStatic)
          && method.calls.contains(call.owner + '.' + call.name + call.descriptor)) {
        return true;
      }
    }
    return false;
  }

  /** The class with these templates woven in. */
  byte[] weave(final List<Template> templates) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
        Method method = methods.get(name + descriptor);
        return method == null ? code : around(method, templates, code);
      }
    }, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private MethodVisitor around(Method method, List<Template> templates, MethodVisitor code) {
    MethodVisitor woven = code;
    int free = method.maxLocals;
    for (Template template : templates) {
      Template.Around around = template.around().get(method.name + method.descriptor);
      if (around != null && around.isStatic == method.isStatic) {
        woven = new AroundMethod(woven, template, around, name(), free, frames);
        free += 2 + around.maxLocals;
      }
    }
    for (Template template : templates) { // nearest to the target's own code: templates keep their calls
      List<Template.Call> calls = new ArrayList<Template.Call>();
      for (Template.Call call : template.calls()) {
        if (call.in.equals(method.name)) {
          calls.add(call);
        }
      }
      if (!calls.isEmpty()) {
        woven = new ReplacedCalls(woven, template, calls, free);
        for (Template.Call call : calls) {
          free += call.maxLocals;
        }
      }
    }
    return woven;
  }

  /** A method with a body. */
  private static final class Method {
    final String name;
    final String descriptor;
    final boolean isStatic;
    final List<String> calls = new ArrayList<String>();
    int maxLocals;

    Method(String name, String descriptor, boolean isStatic) {
      this.name = name;
      this.descriptor = descriptor;
      this.isStatic = isStatic;
    }
  }

  /** Reads the methods that may be changed, too. */
  private final class Scan extends ClassFiles.Outline {

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
      super.visitMethod(access, name, descriptor, signature, thrown);
      if (!names.contains(name) || (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return null;
      }
      final Method method = new Method(name, descriptor, (access & Opcodes.ACC_STATIC) != 0);
      methods.put(name + descriptor, method);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
          method.calls.add(owner + '.' + called + type);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          method.maxLocals = maxLocals;
        }
      };
    }
  }
}
