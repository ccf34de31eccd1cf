package io.github.realip.woven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method of a template stands in the target for each call of a method of its name: its first parameter is the
 * called object, the others are the call's arguments. It is static, or its {@code this} is the target's own. It must
 * have no branch and no {@code try}, because the stack that it is woven into is not known; so it calls nothing that can
 * fail.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface InsteadOfCall {

  /** The name of the target's method in which the calls are. */
  String in();

  /** The class of a static method; then all parameters are arguments. */
  Class<?> ofStatic() default void.class;

  /** Whether only the first call in the code is meant. */
  boolean firstOnly() default false;
}
