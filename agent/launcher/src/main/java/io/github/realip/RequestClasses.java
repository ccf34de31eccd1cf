package io.github.realip;

/**
 * Which classes are worth a second look, decided without loading anything: the known containers' by exact name, any
 * other by what it declares. What is done in each is in {@code io.github.realip.containers}.
 */
public final class RequestClasses {

  private RequestClasses() {
  }

  /**
   * Tells whether a class of this name is in the table of known containers.
   *
   * @param name the internal name, with slashes
   */
  public static boolean isKnown(String name) {
    return KnownNames.contains(name) || isOfConnections(name);
  }

  /** Tells whether it is of use only where the PROXY protocol is read; it may be loaded where nobody is served. */
  static boolean isOfConnections(String name) {
    return KnownNames.isOfConnections(name);
  }

  /** Tells whether the JDK itself has it; of the JDK's own classes these alone are worth a look. */
  static boolean isOfTheJdk(String name) {
    return KnownNames.isOfTheJdk(name);
  }

  static boolean isCandidate(String name, byte[] bytes) {
    return KnownNames.contains(name) || !isSettled(name)
        && ClassFileOutline.declares(bytes, "getRemoteAddr", "()Ljava/lang/String;");
  }

  static boolean isCandidate(Class<?> loaded) {
    String name = loaded.getName().replace('.', '/');
    return KnownNames.contains(name) || !loaded.isInterface() && !isSettled(name) && isServletRequest(loaded);
  }

  private static boolean isServletRequest(Class<?> type) {
    if (type == null || type.getName().startsWith("java.")) {
      return false;
    }
    if (type.getName().equals("javax.servlet.ServletRequest")
        || type.getName().equals("jakarta.servlet.ServletRequest")) {
      return true;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isServletRequest(parent)) {
        return true;
      }
    }
    return isServletRequest(type.getSuperclass());
  }

  /** The API's own wrappers declare the method, and so does much in Tomcat, for which the table has the say. */
  private static boolean isSettled(String name) {
    return name.startsWith("javax/servlet/") || name.startsWith("jakarta/servlet/")
        || name.startsWith("org/apache/tomcat/") || name.startsWith("org/apache/coyote/")
        || name.startsWith("org/apache/catalina/");
  }
}
