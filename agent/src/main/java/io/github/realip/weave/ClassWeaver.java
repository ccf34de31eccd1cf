package io.github.realip.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Applies hooks to the bytes of one class. No member is added and no frame is computed by loading classes, so the
 * same change serves a first load, a retransformation and a redefinition.
 */
final class ClassWeaver {

  private final ClassReader reader;

  ClassWeaver(byte[] bytes) {
    reader = new ClassReader(bytes);
  }

  ClassReader reader() {
    return reader;
  }

  /**
   * Weaves the hooks in.
   *
   * @return the changed class, or {@code null} if no hook fits it
   */
  byte[] weave(List<Hook> hooks) {
    final Map<String, MethodShape> shapes = shapes(hooks);
    final Map<String, List<Hook>> fitting = new HashMap<String, List<Hook>>();
    for (Map.Entry<String, MethodShape> each : shapes.entrySet()) {
      List<Hook> these = new ArrayList<Hook>();
      for (Hook hook : hooks) {
        if (hook.fits(each.getValue())) {
          these.add(hook);
        }
      }
      if (!these.isEmpty()) {
        fitting.put(each.getKey(), these);
      }
    }
    if (fitting.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
        List<Hook> these = fitting.get(name + descriptor);
        if (these != null) {
          for (Hook hook : these) {
            method = hook.weave(shapes.get(name + descriptor), method);
          }
        }
        return method;
      }
    }, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** The methods with a body that any of these hooks may fit, by name and descriptor. */
  Map<String, MethodShape> shapes(List<Hook> hooks) {
    ShapeReader shapes = new ShapeReader(hooks);
    reader.accept(shapes, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return shapes.found;
  }

  /** Learns of a method what hooks ask for. */
  private static final class ShapeReader extends ClassVisitor {

    private final List<Hook> hooks;
    private final Map<String, MethodShape> found = new HashMap<String, MethodShape>();
    private final Set<String> methods = new HashSet<String>();
    private int version;
    private String owner;
    private String parent;
    private boolean isInterface;

    ShapeReader(List<Hook> hooks) {
      super(Opcodes.ASM9);
      this.hooks = hooks;
    }

    @Override
    public void visit(int newVersion, int access, String name, String signature, String superName,
        String[] interfaces) {
      version = newVersion;
      owner = name;
      parent = superName;
      isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
      methods.add(name + descriptor);
      final MethodShape shape =
          new MethodShape(version, owner, parent, isInterface, access, name, descriptor, methods);
      if (!shape.hasBody() || !mayFit(shape)) {
        return null; // its body need not be read
      }
      found.put(name + descriptor, shape);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitVarInsn(int opcode, int slot) {
          shape.overwritesSlotZero |= slot == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
        }

        @Override
        public void visitMethodInsn(int opcode, String to, String called, String calledDescriptor, boolean itf) {
          if (called.equals("getRemoteAddr") && calledDescriptor.equals("()Ljava/lang/String;")) {
            shape.delegatesTo = to;
          }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          shape.maxLocals = maxLocals;
        }
      };
    }

    private boolean mayFit(MethodShape shape) {
      for (Hook hook : hooks) {
        if (hook.fits(shape)) {
          return true;
        }
      }
      return false;
    }
  }
}
