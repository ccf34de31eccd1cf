package io.github.realip.weave;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.realip.containers.WovenClass;
import net.bytebuddy.jar.asm.ClassReader;

/** Weaves the entries of a class that fit it; all templates of an entry, or none. */
public final class ClassWeaver {

  private static final String TEMPLATES = "io/github/realip/woven/";

  private final ClassReader type;
  private final ClassFiles classFiles;
  private WovenClass answering;
  private final List<WovenClass> woven = new ArrayList<WovenClass>();
  private boolean answersOrigin;
  private boolean missesOrigin;
  private boolean answersHeaders;
  private boolean missesHeaders;
  private final List<String> misfits = new ArrayList<String>();

  /**
   * Reads a class.
   *
   * @param loader what it is loaded by
   * @param bytes its class file
   */
  public ClassWeaver(ClassLoader loader, byte[] bytes) {
    type = new ClassReader(bytes);
    classFiles = new ClassFiles(loader);
  }

  /**
   * Weaves a class.
   *
   * @param entries the forms that the class may have; each that fits is woven
   * @return the changed class, or {@code null} if it stays as it is
   * @throws IOException if a template cannot be read
   */
  public byte[] weave(List<WovenClass> entries) throws IOException {
    List<List<Template>> templates = new ArrayList<List<Template>>();
    Set<String> methods = new HashSet<String>();
    for (WovenClass entry : entries) {
      List<Template> ofEntry = templates(entry);
      templates.add(ofEntry);
      for (Template template : ofEntry) {
        methods.addAll(template.targetMethods());
      }
    }
    Target target = new Target(type, classFiles, methods);
    List<Template> fitting = new ArrayList<Template>();
    for (int i = 0; i < entries.size(); i++) {
      if (fits(target, entries.get(i), templates.get(i))) {
        fitting.addAll(templates.get(i));
      }
    }
    return fitting.isEmpty() ? null : target.weave(fitting);
  }

  /** Why entries did not fit that should, in the order of the entries. */
  public List<String> misfits() {
    return misfits;
  }

  /** The woven entry by which the class has the client's address from now on, or {@code null}. */
  public WovenClass answering() {
    return answering;
  }

  /** The entries that are woven. */
  public List<WovenClass> woven() {
    return woven;
  }

  /** Whether the class has scheme, host and port of the request as the client made it from now on. */
  public boolean answersOrigin() {
    return answersOrigin;
  }

  /** Whether it might have them in another version. */
  public boolean missesOrigin() {
    return missesOrigin && !answersOrigin;
  }

  /** Whether the class might read headers as verified in another version. */
  public boolean missesHeaders() {
    return missesHeaders && !answersHeaders;
  }

  /** Whether the class, which no family knows, is a container's own request. */
  public boolean isOwnRequest() {
    return UnknownContainer.isOwnRequest(new Target(type, classFiles, Collections.singleton("getRemoteAddr")));
  }

  private List<Template> templates(WovenClass entry) throws IOException {
    List<Template> templates = new ArrayList<Template>();
    for (String name : entry.templates()) {
      templates.add(new Template(read(name), type.getClassName(), type.getSuperName(), entry.servletApi()));
    }
    return templates;
  }

  private boolean fits(Target target, WovenClass entry, List<Template> templates) {
    for (Template template : templates) {
      String misfit = target.misfit(template, entry.isOptional());
      if (misfit != null) {
        if (!entry.isOptional() && !target.isOtherKindThan(template)) {
          misfits.add(misfit);
          missesOrigin |= entry.answersOrigin();
          missesHeaders |= entry.isForHeaders();
        }
        return false;
      }
    }
    for (Template template : templates) {
      if (template.answers() && answering == null) {
        answering = entry;
      }
    }
    answersOrigin |= entry.answersOrigin();
    answersHeaders |= entry.isForHeaders();
    woven.add(entry);
    return true;
  }

  /** The class file of a template. */
  static byte[] read(String template) throws IOException {
    try (InputStream in = ClassWeaver.class.getClassLoader().getResourceAsStream(TEMPLATES + template + ".class")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        bytes.write(part, 0, length);
      }
      return bytes.toByteArray();
    }
  }
}
