package io.github.realip.woven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method of a template may hand its request on to who comes next, or fail as the target does where an application
 * asks for the impossible, in place of the target's own code. That is outside every {@code try}, for these failures are
 * the application's; all else that the method does is inside. The same holds for what reads a connection in place of
 * the target: its failure is the end of the connection.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface HandsOn {
}
