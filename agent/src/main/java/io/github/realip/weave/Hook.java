package io.github.realip.weave;

import net.bytebuddy.jar.asm.MethodVisitor;

/** One change to one method of a request class. */
interface Hook {

  /** Tells whether this is the method to change. */
  boolean fits(MethodShape method);

  /**
   * Puts the change between the reader of the class and its writer.
   *
   * @param method the method as it came
   * @param next where the changed code goes
   */
  MethodVisitor weave(MethodShape method, MethodVisitor next);
}
