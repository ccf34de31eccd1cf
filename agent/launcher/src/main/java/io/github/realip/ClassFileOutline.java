package io.github.realip;

/**
 * Reads just enough of a class file (JVMS chapter 4) to tell whether it declares a method with a body: one pass over
 * the constant pool, one over the methods, nothing allocated. It looks at every class of the application, so no
 * library may be needed for it.
 */
final class ClassFileOutline {

  private static final int ACC_STATIC = 0x0008;
  private static final int ACC_ABSTRACT = 0x0400;

  private ClassFileOutline() {
  }

  /**
   * Tells whether the class declares this instance method with a body; {@code false} for bytes that are no class file.
   */
  static boolean declares(byte[] bytes, String method, String descriptor) {
    try {
      return find(bytes, method, descriptor);
    } catch (IndexOutOfBoundsException notAClassFile) {
      return false;
    }
  }

  private static boolean find(byte[] bytes, String method, String descriptor) {
    int constants = u2(bytes, 8);
    int methodIndex = 0;
    int descriptorIndex = 0;
    int at = 10;
    for (int i = 1; i < constants; i++) {
      switch (bytes[at]) {
        case 1: // Utf8
          int length = u2(bytes, at + 1);
          if (isAscii(bytes, at + 3, length, method)) {
            methodIndex = i;
          } else if (isAscii(bytes, at + 3, length, descriptor)) {
            descriptorIndex = i;
          }
          at += 3 + length;
          break;
        case 7: // Class
        case 8: // String
        case 16: // MethodType
        case 19: // Module
        case 20: // Package
          at += 3;
          break;
        case 15: // MethodHandle
          at += 4;
          break;
        case 5: // Long
        case 6: // Double: both take two places
          at += 9;
          i++;
          break;
        default: // all others are four bytes long
          at += 5;
          break;
      }
    }
    if (methodIndex == 0 || descriptorIndex == 0) {
      return false;
    }
    at += 6; // access, this, super
    at += 2 + 2 * u2(bytes, at);
    int fields = u2(bytes, at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = afterMember(bytes, at);
    }
    int methods = u2(bytes, at);
    at += 2;
    for (int i = 0; i < methods; i++) {
      if (u2(bytes, at + 2) == methodIndex && u2(bytes, at + 4) == descriptorIndex
          && (u2(bytes, at) & (ACC_STATIC | ACC_ABSTRACT)) == 0) {
        return true;
      }
      at = afterMember(bytes, at);
    }
    return false;
  }

  /** The offset behind a {@code field_info} or {@code method_info}, which are of one form. */
  private static int afterMember(byte[] bytes, int member) {
    int attributes = u2(bytes, member + 6);
    int at = member + 8;
    for (int i = 0; i < attributes; i++) {
      at += 6 + (u2(bytes, at + 2) << 16 | u2(bytes, at + 4));
    }
    return at;
  }

  private static boolean isAscii(byte[] bytes, int at, int length, String text) {
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
