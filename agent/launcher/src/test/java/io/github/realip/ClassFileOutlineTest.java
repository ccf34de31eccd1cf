package io.github.realip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** What the first look at a class finds, and that nothing makes it fail. */
class ClassFileOutlineTest {

  private static final String TEXT = "()Ljava/lang/String;";

  @Test
  void findsADeclaredMethodWithABody() throws IOException {
    assertTrue(declares(Declaring.class));
  }

  @Test
  void passesWhoOnlyCallsTheMethod() throws IOException {
    assertFalse(declares(Calling.class));
  }

  @Test
  void passesAbstractAndStaticMethodsAndOtherDescriptors() throws IOException {
    assertFalse(declares(Abstract.class));
    assertFalse(declares(Static.class));
    assertFalse(declares(OtherDescriptor.class));
  }

  @Test
  void readsEveryKindOfConstant() throws IOException {
    assertTrue(declares(ManyConstants.class));
  }

  @Test
  void garbageIsNoRequestClass() throws IOException {
    byte[] good = bytes(Declaring.class);
    Random random = new Random(42);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      for (int n = 0; n < 5 && bad.length > 0; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      found += ClassFileOutline.declares(bad, "getRemoteAddr", TEXT) ? 1 : 0;
    }
    assertFalse(ClassFileOutline.declares(new byte[0], "getRemoteAddr", TEXT));
    assertTrue(found < 20_000, "a cut class file must not count as a whole one");
  }

  @Test
  void theServletApiItselfIsNeverACandidate() throws IOException {
    byte[] bytes = bytes(javax.servlet.ServletRequestWrapper.class);
    assertTrue(ClassFileOutline.declares(bytes, "getRemoteAddr", TEXT));
    assertFalse(RequestClasses.isCandidate("javax/servlet/ServletRequestWrapper", bytes));
    assertFalse(RequestClasses.isCandidate(jakarta.servlet.ServletRequestWrapper.class));
  }

  @Test
  void aKnownNameIsACandidateWhateverItDeclares() {
    assertTrue(RequestClasses.isCandidate("org/apache/catalina/connector/Request", new byte[0]));
    assertEquals(false, RequestClasses.isCandidate("org/apache/catalina/connector/Request2", new byte[0]));
  }

  private static boolean declares(Class<?> type) throws IOException {
    return ClassFileOutline.declares(bytes(type), "getRemoteAddr", TEXT);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  private static class Declaring {
    String getRemoteAddr() {
      return "";
    }
  }

  private static class Calling {
    String other(Declaring declaring) {
      return declaring.getRemoteAddr();
    }
  }

  private abstract static class Abstract {
    abstract String getRemoteAddr();
  }

  private static class Static {
    static String getRemoteAddr() {
      return "";
    }
  }

  private static class OtherDescriptor {
    String getRemoteAddr(int other) {
      return "";
    }

    String other() {
      return "";
    }
  }

  private static class ManyConstants {
    static final long LONG = 123456789012L;
    static final double DOUBLE = 1.5;
    static final float FLOAT = 1.5f;
    private final int[] field = {70000};

    String getRemoteAddr() {
      Runnable lambda = () -> System.out.println(LONG + DOUBLE + FLOAT + field[0] + "text" + hashCode());
      lambda.hashCode();
      return String.class.getName() + lambda;
    }
  }
}
