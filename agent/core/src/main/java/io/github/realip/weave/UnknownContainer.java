package io.github.realip.weave;

import java.util.Set;

/**
 * Tells whether a class that no family knows is a container's own servlet request. Wrappers, JDK proxies and decorators
 * (which ask another request for the address) are somebody's own answer and stay so.
 */
final class UnknownContainer {

  private UnknownContainer() {
  }

  static boolean isOwnRequest(Target type) {
    Set<String> parents = type.classFiles().family(type.name());
    boolean isRequest = parents.contains("javax/servlet/http/HttpServletRequest")
        || parents.contains("jakarta/servlet/http/HttpServletRequest"); // others, as those of SIP, have no such headers
    return isRequest && !parents.contains("javax/servlet/ServletRequestWrapper")
        && !parents.contains("jakarta/servlet/ServletRequestWrapper")
        && !parents.contains("java/lang/reflect/Proxy")
        && !isDecorator(type);
  }

  private static boolean isDecorator(Target type) {
    for (String asked : type.askedForAddress("getRemoteAddr()Ljava/lang/String;")) {
      Set<String> parents = type.classFiles().family(asked);
      if (parents.contains("javax/servlet/ServletRequest") || parents.contains("jakarta/servlet/ServletRequest")) {
        return true;
      }
    }
    return false;
  }
}
