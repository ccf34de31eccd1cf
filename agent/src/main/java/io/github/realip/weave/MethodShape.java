package io.github.realip.weave;

import java.util.Set;

import net.bytebuddy.jar.asm.Opcodes;

/** What a hook must know of a method before it writes the first instruction. */
final class MethodShape {

  final int classVersion;
  final String owner;
  final String parent;
  final boolean ownerIsInterface;
  final int access;
  final String name;
  final String descriptor;
  /** All methods of the owner, by name and descriptor; complete as soon as the class is read. */
  final Set<String> siblings;

  /** Slots that the method uses; the first one free for a hook. */
  int maxLocals;
  /** Whether the method ever writes to slot 0, so that it need not hold {@code this} (or the argument) any more. */
  boolean overwritesSlotZero;
  /** Whether the method asks another object for a remote address: what a decorator does. */
  String delegatesTo;

  MethodShape(int classVersion, String owner, String parent, boolean ownerIsInterface, int access, String name,
      String descriptor, Set<String> siblings) {
    this.classVersion = classVersion & 0xffff;
    this.owner = owner;
    this.parent = parent;
    this.ownerIsInterface = ownerIsInterface;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.siblings = siblings;
  }

  boolean is(String otherName, String otherDescriptor) {
    return name.equals(otherName) && descriptor.equals(otherDescriptor);
  }

  boolean hasBody() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Stack map frames exist from class-file version 50 (Java 6) on; before, they must not be written. */
  boolean hasFrames() {
    return classVersion >= Opcodes.V1_6;
  }
}
