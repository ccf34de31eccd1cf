package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The code of a template's method on its way into a method of the target, in the target's words. */
abstract class TemplateCode extends MethodVisitor {

  final Template template;
  final MethodVisitor code;

  /**
   * Adds to a method that has begun and goes on behind.
   *
   * @param code the target's method
   */
  TemplateCode(Template template, MethodVisitor code) {
    super(Opcodes.ASM9); // annotations and the like, which come before the code, go nowhere
    this.template = template;
    this.code = code;
  }

  @Override
  public void visitCode() {
    mv = code;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    // computed
  }

  @Override
  public void visitEnd() {
    // the target's own comes later
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, template.type(type));
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
    super.visitFieldInsn(opcode, template.type(owner), field, template.descriptor(descriptor));
  }

  @Override
  public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, template.owner(opcode, owner), called, template.descriptor(descriptor), isInterface);
  }
}
