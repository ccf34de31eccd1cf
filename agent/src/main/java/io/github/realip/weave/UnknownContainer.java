package io.github.realip.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.bytebuddy.jar.asm.ClassReader;

/**
 * The second tier: a class that no row of {@link Containers} names, but that is a servlet request by itself. Wrappers,
 * JDK proxies and decorators (which ask another request for the address) are somebody's own answer and stay so.
 *
 * <p>Types are read as class files, never loaded: a transformer that loads classes runs into circles.
 */
final class UnknownContainer {

  private static final List<Hook> HOOKS = Arrays.asList(
      ClientAddressHook.on("getRemoteAddr", "()Ljava/lang/String;", HeaderSource.SERVLET), new RemoteHostHook());

  private final ClassLoader loader;

  UnknownContainer(ClassLoader loader) {
    this.loader = loader;
  }

  /** The hooks for this class, none if it is not a container's own request. */
  List<Hook> hooks(ClassWeaver type) {
    MethodShape method = type.shapes(HOOKS).get("getRemoteAddr()Ljava/lang/String;");
    Set<String> parents = parents(type.reader());
    boolean isRequest = parents.contains("javax/servlet/http/HttpServletRequest")
        || parents.contains("jakarta/servlet/http/HttpServletRequest"); // others, as those of SIP, have no such headers
    boolean isSomebodysAnswer = parents.contains("javax/servlet/ServletRequestWrapper")
        || parents.contains("jakarta/servlet/ServletRequestWrapper")
        || parents.contains("java/lang/reflect/Proxy")
        || method != null && method.delegatesTo != null && isRequest(parents(method.delegatesTo));
    return isRequest && !isSomebodysAnswer ? HOOKS : Collections.<Hook>emptyList();
  }

  private static boolean isRequest(Set<String> types) {
    return types.contains("javax/servlet/ServletRequest") || types.contains("jakarta/servlet/ServletRequest");
  }

  private Set<String> parents(String name) {
    Set<String> all = new HashSet<String>();
    add(name, all);
    return all;
  }

  private Set<String> parents(ClassReader type) {
    Set<String> all = new HashSet<String>();
    addParents(type, all);
    return all;
  }

  private void add(String name, Set<String> all) {
    if (name == null || !all.add(name) || name.startsWith("java/")) {
      return;
    }
    try (InputStream bytes = loader.getResourceAsStream(name + ".class")) {
      if (bytes != null) {
        addParents(new ClassReader(bytes), all);
      }
    } catch (IOException unreadable) {
      return; // then what is above it is unknown, and the class is left as it is
    }
  }

  private void addParents(ClassReader type, Set<String> all) {
    add(type.getSuperName(), all);
    for (String each : type.getInterfaces()) {
      add(each, all);
    }
  }
}
