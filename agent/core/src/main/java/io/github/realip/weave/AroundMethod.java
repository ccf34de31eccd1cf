package io.github.realip.weave;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method of the target on its way into a method of a template. The template's variables lie behind the target's, and
 * so do copies of the parameters that the template reads behind the target's own code, which may overwrite its own:
 *
 * <pre>
 * target's variables | its result | copies of parameters, template's variables
 * 0                    result       base
 * </pre>
 */
final class AroundMethod extends MethodVisitor {

  private static final String THROWABLE = "java/lang/Throwable";

  private final Template template;
  private final Template.Around around;
  private final String owner;
  private final boolean frames;
  private final int parameters;
  private final int result;
  private final int base;
  private final Type resultType;
  private final Map<Integer, Type> copies = new TreeMap<Integer, Type>();
  private final Label end = new Label();

  /**
   * Puts a template's method around one of the target's.
   *
   * @param next where the code goes
   * @param maxLocals the number of slots that the target's method uses
   * @param frames whether the target's class file has stack map frames
   */
  AroundMethod(MethodVisitor next, Template template, Template.Around around, String owner, int maxLocals,
      boolean frames) {
    super(Opcodes.ASM9, next);
    this.template = template;
    this.around = around;
    this.owner = owner;
    this.frames = frames;
    parameters = around.parameterSlots();
    result = maxLocals;
    base = maxLocals + 2;
    resultType = Type.getReturnType(around.descriptor);
    int slot = 0;
    if (!around.isStatic) {
      copy(slot++, Type.getObjectType(owner));
    }
    for (Type each : Type.getArgumentTypes(around.descriptor)) {
      copy(slot, each);
      slot += each.getSize();
    }
  }

  private void copy(int slot, Type type) {
    if (around.neededAfter.contains(slot)) {
      copies.put(slot, type);
    }
  }

  @Override
  public void visitCode() {
    super.visitCode();
    writeTemplate(true);
    for (Map.Entry<Integer, Type> each : copies.entrySet()) {
      super.visitVarInsn(each.getValue().getOpcode(Opcodes.ILOAD), each.getKey());
      super.visitVarInsn(each.getValue().getOpcode(Opcodes.ISTORE), base + each.getKey());
    }
    super.visitInsn(Opcodes.NOP); // the template may end with a frame where the target begins with one
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      if (opcode != Opcodes.RETURN) {
        super.visitVarInsn(resultType.getOpcode(Opcodes.ISTORE), result);
      }
      super.visitJumpInsn(Opcodes.GOTO, end);
    } else {
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitFrame(int kind, int count, Object[] locals, int stackCount, Object[] stack) {
    Slots slots = new Slots();
    int slot = 0;
    for (int i = 0; i < count; i++) {
      slots.put(slot, locals[i]);
      slot += Slots.size(locals[i]);
    }
    putCopies(slots);
    slots.frame(mv, stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitLabel(end);
    Slots slots = new Slots();
    if (resultType.getSort() != Type.VOID) {
      slots.put(result, Slots.frameType(resultType));
    }
    putCopies(slots);
    if (frames) {
      slots.frame(mv, 0, new Object[0]);
    }
    writeTemplate(false);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void putCopies(Slots slots) {
    for (Map.Entry<Integer, Type> each : copies.entrySet()) {
      slots.put(base + each.getKey(), Slots.frameType(each.getValue()));
    }
  }

  private void writeTemplate(final boolean before) {
    final MethodVisitor code = mv;
    template.reader.accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        return (name + descriptor).equals(around.key) ? new Half(code, before) : null;
      }
    }, ClassReader.EXPAND_FRAMES | ClassReader.SKIP_DEBUG);
  }

  /** Writes what stands before or behind the call of the target's own code. */
  private final class Half extends TemplateCode {

    private final boolean before;
    private final Set<Label> handlers = new HashSet<Label>();
    private int tries;
    /** Where a handler has begun, the types that it knows; {@code null} elsewhere. */
    private Slots caught;

    Half(MethodVisitor code, boolean before) {
      super(AroundMethod.this.template, code);
      this.before = before;
    }

    @Override
    public void visitCode() {
      mv = before ? code : null;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label stop, Label handler, String type) {
      if (around.tryIsBefore.get(tries++) == before) {
        code.visitTryCatchBlock(start, stop, handler, type);
        if (THROWABLE.equals(type)) {
          handlers.add(handler);
        }
      }
    }

    @Override
    public void visitLabel(Label label) {
      super.visitLabel(label);
      caught = handlers.contains(label) ? new Slots() : null;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      super.visitVarInsn(opcode, slot(slot));
      if (caught != null && opcode == Opcodes.ASTORE) { // what a handler begins with
        tell(slot(slot), caught);
        caught = null;
      }
    }

    /**
     * Has a failure said: {@code try { $RealIp.fault.apply(failure, place); } catch (Throwable again) { }}, because at
     * the end of a stack even this fails.
     */
    private void tell(int failure, Slots slots) {
      Label from = new Label();
      Label to = new Label();
      Label again = new Label();
      Label end = new Label();
      code.visitTryCatchBlock(from, to, again, THROWABLE);
      code.visitLabel(from);
      code.visitFieldInsn(Opcodes.GETSTATIC, Bridge.NAME, "fault", "L" + Bridge.FUNCTION + ";");
      code.visitVarInsn(Opcodes.ALOAD, failure);
      code.visitLdcInsn(owner.replace('/', '.') + '.' + around.name);
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, Bridge.FUNCTION, "apply",
          "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", true);
      code.visitLabel(to);
      code.visitJumpInsn(Opcodes.GOTO, end);
      code.visitLabel(again);
      slots.put(failure, THROWABLE);
      if (frames) {
        slots.frame(code, 1, new Object[] {THROWABLE});
      }
      code.visitInsn(Opcodes.NOP);
      code.visitLabel(end);
      if (frames) {
        slots.frame(code, 1, new Object[] {"java/lang/Object"});
      }
      code.visitInsn(Opcodes.POP); // the result, or the second failure
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
      super.visitIincInsn(slot(slot), increment);
    }

    private int slot(int slot) {
      return before && slot < parameters ? slot : base + slot;
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String called, String descriptor, boolean isInterface) {
      if (!of.equals(Template.BRIDGE) || !called.startsWith(Template.ORIGINAL)) {
        super.visitMethodInsn(opcode, of, called, descriptor, isInterface);
      } else if (before) {
        mv = null;
      } else {
        mv = code;
        if (resultType.getSort() == Type.VOID) {
          mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
          mv.visitVarInsn(resultType.getOpcode(Opcodes.ILOAD), result);
        }
      }
    }

    @Override
    public void visitFrame(int kind, int count, Object[] locals, int stackCount, Object[] stack) {
      if (mv == null || !frames) {
        return;
      }
      Slots slots = new Slots();
      if (!before) {
        putCopies(slots);
      }
      int slot = 0;
      for (int i = 0; i < count; i++) {
        if (before || around.setAfter.contains(slot)) {
          slots.put(slot(slot), real(locals[i]));
        }
        slot += Slots.size(locals[i]);
      }
      Object[] realStack = new Object[stackCount];
      for (int i = 0; i < stackCount; i++) {
        realStack[i] = real(stack[i]);
      }
      slots.frame(mv, stackCount, realStack);
      if (caught != null) {
        caught = slots;
      }
    }

    private Object real(Object type) {
      return type instanceof String ? template.type((String) type) : type;
    }
  }
}
