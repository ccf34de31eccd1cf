package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that is missing, of another kind or closed is found, in an archive inside of an archive. */
class AddedMembersTest {
  @TempDir
  Path directory;
  private ContainerClasses classes;

  @BeforeEach
  void pack() throws IOException {
    ClassWriter parent = type("other/Parent", Opcodes.ACC_PUBLIC, "java/lang/Object");
    parent.visitMethod(Opcodes.ACC_PROTECTED | Opcodes.ACC_ABSTRACT, "inherited", "()V", null, null);
    parent.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "open", "()V", null, null);
    parent.visitMethod(Opcodes.ACC_ABSTRACT, "ofPackage", "()V", null, null);
    parent.visitField(Opcodes.ACC_PRIVATE, "secret", "I", null, null);
    parent.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "shared", "I", null, null);
    ClassWriter closed = type("other/Closed", 0, "java/lang/Object");
    closed.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "open", "()V", null, null);

    byte[] inner = zip("other/Parent.class", parent.toByteArray());
    byte[] middle = zip("WEB-INF/lib/inner.jar", inner);
    Path outer = Files.write(directory.resolve("outer.zip"), zip("lib/middle.jar", middle));
    Path second = Files.write(directory.resolve("second.jar"), zip("other/Closed.class", closed.toByteArray()));
    Path third = Files.write(directory.resolve("third.jar"),
        zip("some/User.class", type("some/User", Opcodes.ACC_PUBLIC, "other/Parent").toByteArray()));
    List<ClassArchive> all = new ArrayList<>(ClassArchive.read(outer));
    all.addAll(ClassArchive.read(second));
    all.addAll(ClassArchive.read(third));
    classes = ContainerClasses.copiesOf("some/User", all).get(0);
  }

  @Test
  void whatIsThereIsNoProblem() {
    assertEquals(Set.of(), problems("other/Parent", "open", "()V"));
    assertEquals(Set.of(), problems("some/User", "inherited", "()V"));
    assertEquals(Set.of(), problems("java/lang/String", "isEmpty", "()Z"));
    assertEquals(Set.of(), problems("java/lang/$RealIp", "anything", "()V"));
    assertEquals(Set.of(), problem(Opcodes.GETSTATIC, "some/User", "shared", "I"));
  }

  @Test
  void whatIsNotThereIsFound() {
    assertEquals(Set.of("other.Parent.open()I is not there"), problems("other/Parent", "open", "()I"));
    assertEquals(Set.of("java.lang.String.isBlunt()Z is not there"), problems("java/lang/String", "isBlunt", "()Z"));
    assertEquals(Set.of("other.Nowhere.open()V cannot be looked for: Cannot resolve type description for"
        + " other.Nowhere"), problems("other/Nowhere", "open", "()V"));
  }

  @Test
  void whatIsOfAnotherKindIsFound() {
    assertEquals(Set.of("some.User.secretI is not static"), problem(Opcodes.GETSTATIC, "some/User", "secret", "I"));
    assertEquals(Set.of("some.User.sharedI is static"), problem(Opcodes.GETFIELD, "some/User", "shared", "I"));
    assertEquals(Set.of("java.util.List.size()I is called as if its owner were a class"),
        problems("java/util/List", "size", "()I"));
  }

  @Test
  void whatIsClosedIsFound() {
    String closed = " is not open to some.User";
    assertEquals(Set.of("other.Parent.secretI" + closed), problem(Opcodes.GETFIELD, "other/Parent", "secret", "I"));
    assertEquals(Set.of("other.Parent.ofPackage()V" + closed), problems("other/Parent", "ofPackage", "()V"));
    assertEquals(Set.of("other.Closed.open()V" + closed), problems("other/Closed", "open", "()V"));
  }

  private Set<String> problems(String owner, String method, String descriptor) {
    return problem(Opcodes.INVOKEVIRTUAL, owner, method, descriptor);
  }

  private Set<String> problem(int opcode, String owner, String member, String descriptor) {
    ClassWriter woven = type("some/User", Opcodes.ACC_PUBLIC, "other/Parent");
    MethodVisitor code = woven.visitMethod(Opcodes.ACC_PUBLIC, "changed", "()V", null, null);
    code.visitCode();
    if (descriptor.startsWith("(")) {
      code.visitMethodInsn(opcode, owner, member, descriptor, false);
    } else {
      code.visitFieldInsn(opcode, owner, member, descriptor);
    }
    code.visitMaxs(1, 1);
    return AddedMembers.problems("some/User", classes.find("some/User"), woven.toByteArray(), classes);
  }

  private static ClassWriter type(String name, int access, String parent) {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V1_8, access | Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT, name, null, parent, null);
    return type;
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/"));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}
