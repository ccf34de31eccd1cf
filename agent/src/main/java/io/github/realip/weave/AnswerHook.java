package io.github.realip.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Changes what a method answers. Every {@code return value} becomes a jump to one epilogue behind the method's own
 * code, outside its own {@code try} blocks:
 *
 * <pre>{@code
 * try {
 *   return ...;            // by the subclass, from the container's value
 * } catch (Throwable any) {
 *   return value;          // the container's own answer: nothing of ours reaches the application
 * }
 * }</pre>
 */
abstract class AnswerHook implements Hook {

  private final String name;
  private final String descriptor;

  AnswerHook(String name, String descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  @Override
  public boolean fits(MethodShape method) {
    return method.is(name, descriptor) && !method.overwritesSlotZero;
  }

  /** Writes what stands before the method's own code; nothing unless overridden. */
  void prologue(MethodVisitor code, MethodShape method) {
  }

  /** Writes the new answer onto the stack; the container's value is in slot {@code value}, free slots are behind it. */
  abstract void answer(Epilogue code, int value);

  @Override
  public MethodVisitor weave(final MethodShape method, MethodVisitor next) {
    final Label epilogue = new Label();
    final int value = method.maxLocals;
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        prologue(mv, method);
      }

      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          super.visitVarInsn(Opcodes.ASTORE, value);
          super.visitJumpInsn(Opcodes.GOTO, epilogue);
        } else {
          super.visitInsn(opcode);
        }
      }

      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        Epilogue code = new Epilogue(mv, method, value);
        Label failed = new Label();
        Label end = new Label();
        mv.visitTryCatchBlock(epilogue, end, failed, "java/lang/Throwable");
        mv.visitLabel(epilogue);
        code.frame();
        answer(code, value);
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitLabel(end);
        mv.visitLabel(failed);
        code.handlerFrame();
        mv.visitInsn(Opcodes.POP);
        mv.visitVarInsn(Opcodes.ALOAD, value);
        mv.visitInsn(Opcodes.ARETURN);
        super.visitMaxs(maxStack, maxLocals);
      }
    };
  }

  /** The code behind the method's own, with frames that claim only what the epilogue itself needs. */
  static final class Epilogue extends MethodVisitor {

    final MethodShape method;
    private final Object[] locals;

    Epilogue(MethodVisitor next, MethodShape method, int value) {
      super(Opcodes.ASM9, next);
      this.method = method;
      locals = new Object[value + 1];
      for (int i = 0; i < value; i++) {
        locals[i] = Opcodes.TOP;
      }
      locals[0] = method.isStatic() ? Type.getArgumentTypes(method.descriptor)[0].getInternalName() : method.owner;
      locals[value] = Type.getReturnType(method.descriptor).getInternalName();
    }

    /** States the frame here: slot 0, the container's value, and these types in the slots behind it. */
    void frame(String... more) {
      if (method.hasFrames()) {
        Object[] all = new Object[locals.length + more.length];
        System.arraycopy(locals, 0, all, 0, locals.length);
        System.arraycopy(more, 0, all, locals.length, more.length);
        super.visitFrame(Opcodes.F_NEW, all.length, all, 0, null);
      }
    }

    private void handlerFrame() {
      if (method.hasFrames()) {
        super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
      }
    }
  }
}
