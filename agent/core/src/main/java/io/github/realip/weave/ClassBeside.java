package io.github.realip.weave;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;

/**
 * A class of the agent that has to be beside a container's own class, in its loader and package. It is written against
 * stubs like a template, in the folder {@code beside} of its family.
 */
public final class ClassBeside {

  private static final String WOVEN = "io/github/realip/woven/";
  private static final String BESIDE = "beside/";
  /** What its name there begins with. */
  private static final String PREFIX = "$RealIp";

  private ClassBeside() {
  }

  /**
   * Defines the class, unless an agent that was detached has left it.
   *
   * @param lookup of the container's class
   * @param name the name in the folder {@code woven}, such as {@code jetty12/beside/ClientConnection}
   * @throws Exception if that is impossible, for one reason or another
   */
  public static Class<?> define(MethodHandles.Lookup lookup, String name) throws Exception {
    String beside = lookup.lookupClass().getName();
    String folder = beside.substring(0, beside.lastIndexOf('.') + 1).replace('.', '/');
    int slash = name.indexOf('/') + 1;
    String family = WOVEN + name.substring(0, slash);
    try {
      return LookupClasses.define(lookup, renamed(ClassWeaver.read(name), family, folder + PREFIX));
    } catch (LinkageError defined) {
      String there = (folder + PREFIX + name.substring(slash + BESIDE.length())).replace('/', '.');
      return Class.forName(there, false, lookup.lookupClass().getClassLoader());
    }
  }

  /** The class file with the names of our folders changed; all names and types in it are texts of its constant pool. */
  static byte[] renamed(byte[] classFile, String family, String beside) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong()); // magic and version
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte(); // JVMS table 4.4-A
      out.writeByte(tag);
      if (tag == 1) {
        out.writeUTF(in.readUTF().replace(family + "stub/", "").replace(Template.BRIDGE, Bridge.NAME)
            .replace(family + BESIDE, beside));
      } else {
        byte[] constant = new byte[tag == 5 || tag == 6 ? 8 : tag == 15 ? 3 : tag >= 9 && tag <= 12 || tag <= 4
            || tag == 17 || tag == 18 ? 4 : 2];
        in.readFully(constant);
        out.write(constant);
        i += constant.length / 8; // the long ones count twice
      }
    }
    byte[] rest = new byte[in.available()];
    in.readFully(rest);
    out.write(rest);
    return bytes.toByteArray();
  }
}
