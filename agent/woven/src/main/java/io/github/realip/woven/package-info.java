/**
 * The code that is woven into the classes of containers, as Java: a folder a family, a template a class.
 *
 * <p>A template is compiled here and never loaded. The weaver puts the code of its methods around the methods of the
 * same name and types in the target class; where it calls {@link io.github.realip.woven.RealIp#original()} the target's
 * own code stands. A field or method without a body stands for the target's own member. A type in a package
 * {@code stub} stands for the container's type of the same name; {@code stub.servlet} for {@code javax.servlet} and
 * {@code jakarta.servlet}. So a template fits only if the container has each member that it names.
 *
 * <p>A folder {@code beside} has no templates, but classes that are defined beside the container's.
 *
 * <p>Rules for a template:
 * <ul>
 * <li>It names types of {@code java}, the container's own types and {@code RealIp}, nothing else: no other package is
 * seen by every class loader.
 * <li>It catches {@code Throwable} around all that it does itself and then leaves the container's own answer. The
 * weaver has what was caught reported. Only what {@link io.github.realip.woven.HandsOn hands a request on} is not
 * caught: failures of what comes next are not its own.
 * <li>It calls {@code original()} once, outside every {@code try}; no branch leads past that call or back over it.
 * Of its variables only the parameters are known on both sides of it.
 * <li>It has no lambda, no string concatenation that is compiled to {@code invokedynamic}, and no constant of type
 * {@code Class}.
 * <li>It is an interface if the target is one.
 * <li>What stands for a call has no branch, no {@code try} and no {@code original()}.
 * </ul>
 */
package io.github.realip.woven;
