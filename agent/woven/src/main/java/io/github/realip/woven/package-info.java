/**
 * The code that is woven into the classes of containers, as Java: a folder a family, a template a class.
 *
 * <p>A template is compiled here and never loaded. The weaver puts the code of its methods around the methods of the
 * same name and types in the target class; where it calls {@link io.github.realip.woven.RealIp#original()} the target's
 * own code stands. A field or method without a body stands for the target's own member. A type in a package
 * {@code stub} stands for the container's type of the same name; {@code stub.servlet} for {@code javax.servlet} and
 * {@code jakarta.servlet}. So a template fits only if the container has each member that it names.
 *
 * <p>What is defined beside a container's own classes stands here, too, and says so: it has no {@code original()}.
 *
 * <p>Rules for a template:
 * <ul>
 * <li>It names JDK types, the container's own types and {@code RealIp}, nothing else.
 * <li>It catches {@code Throwable} around all that it does itself and then leaves the container's own answer.
 * <li>It calls {@code original()} once, outside every {@code try}. Of its variables only the parameters are known on
 * both sides of that call.
 * <li>It has no lambda, and no constant of type {@code Class}.
 * </ul>
 */
package io.github.realip.woven;
