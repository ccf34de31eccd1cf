package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.realip.containers.Family;
import io.github.realip.containers.WovenClass;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What asks for scheme, host and port, or for headers, is woven where they are rewritten, and nowhere else. */
class OriginEntriesTest {

  private static final Set<String> OF_ORIGIN = Set.of("origin", "redirect", "arrived", "aside");
  private static final Set<String> OF_HEADERS = Set.of("verified", "verifiedNames", "watched", "clientHeaders");

  @Test
  void noEntryMixesTheAddressWithTheRest() {
    for (Family family : Family.all()) {
      for (WovenClass entry : family.classes()) {
        for (String template : entry.templates()) {
          Set<String> asked = asked(template);
          assertEquals(entry.isForHeaders(), !Collections.disjoint(asked, OF_HEADERS), template);
          assertEquals(entry.isForOrigin(), !Collections.disjoint(asked, OF_ORIGIN), template);
        }
      }
    }
  }

  /** The fields of the bridge that a template reads. */
  private static Set<String> asked(String template) {
    Set<String> fields = new TreeSet<>();
    new ClassReader(Weaving.shipped(template)).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        return new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            if (owner.equals(Template.BRIDGE)) {
              fields.add(field);
            }
          }
        };
      }
    }, 0);
    return fields;
  }
}
