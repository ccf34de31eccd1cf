package io.github.realip.weave;

import java.util.List;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method of the target in which a template's method stands for each call of its name and types. */
final class ReplacedCalls extends MethodVisitor {

  private final Template template;
  private final List<Template.Call> calls;
  private final int free;
  private final boolean[] done;

  /**
   * Replaces calls.
   *
   * @param next where the code goes
   * @param calls those that are replaced in this method
   * @param maxLocals the number of slots that the target's method uses
   */
  ReplacedCalls(MethodVisitor next, Template template, List<Template.Call> calls, int maxLocals) {
    super(Opcodes.ASM9, next);
    this.template = template;
    this.calls = calls;
    this.free = maxLocals;
    this.done = new boolean[calls.size()];
  }

  @Override
  public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
    for (int i = 0; i < done.length; i++) {
      Template.Call call = calls.get(i);
      if (call.matches(owner, called, descriptor) && !(call.firstOnly && done[i])) {
        done[i] = true;
        replace(call);
        return;
      }
    }
    super.visitMethodInsn(opcode, owner, called, descriptor, isInterface);
  }

  private void replace(final Template.Call call) {
    int slot = free;
    for (int i = 0; i < call.operands.length; i++) {
      slot += call.operands[i].getSize();
    }
    for (int i = call.operands.length - 1; i >= 0; i--) {
      slot -= call.operands[i].getSize();
      super.visitVarInsn(call.operands[i].getOpcode(Opcodes.ISTORE), slot);
    }
    final MethodVisitor code = mv;
    template.reader.accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        return (name + descriptor).equals(call.key) ? new Body(code, call.isStatic) : null;
      }
    }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Writes the template's code, its variables behind the target's; what it returns is left on the stack. */
  private final class Body extends TemplateCode {

    private final boolean isStatic;

    Body(MethodVisitor code, boolean isStatic) {
      super(ReplacedCalls.this.template, code);
      this.isStatic = isStatic;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
        super.visitInsn(opcode);
      }
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      super.visitVarInsn(opcode, isStatic ? free + slot : slot == 0 ? 0 : free + slot - 1);
    }
  }
}
