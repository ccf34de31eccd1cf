package io.github.realip.containers;

/** One class of a container, and the templates that are woven into it together, or not at all. */
public final class WovenClass {

  private final String name;
  private final String[] templates;
  private final String servletApi;
  private final String family;
  private final ForwardingComponent silenced;
  private final boolean optional;
  private final boolean forUnknown;
  private final About about;

  /** What an entry is about besides the address: scheme, host and port as the client made them, or headers. */
  private enum About {
    /** Nothing: it is woven whether they are rewritten or not. */
    NONE,
    /** It is of use only where they are. */
    OF_USE,
    /** It answers them. */
    ANSWERS,
    /** Nothing: it is about headers, and of use only where these are read as verified. */
    HEADERS
  }

  private WovenClass(String name, String[] templates, String servletApi, String family, ForwardingComponent silenced,
      boolean optional, boolean forUnknown, About about) {
    this.name = name;
    this.templates = templates;
    this.servletApi = servletApi;
    this.family = family;
    this.silenced = silenced;
    this.optional = optional;
    this.forUnknown = forUnknown;
    this.about = about;
  }

  /**
   * Makes an entry.
   *
   * @param name the internal name of the class, with slashes
   * @param templates names in the folder {@code woven}, such as {@code tomcat/CoyoteAdapter}; none for a request that
   *     asks a woven class, which would else be taken for that of an unknown container
   */
  static WovenClass of(String name, String... templates) {
    return new WovenClass(name, templates, "javax", null, null, false, false, About.NONE);
  }

  /** The same as one of a family's. */
  WovenClass in(String newFamily) {
    return new WovenClass(name, templates, servletApi, newFamily, silenced, optional, forUnknown, about);
  }

  /** The same for the other Servlet API. */
  WovenClass jakarta() {
    return new WovenClass(name, templates, "jakarta", family, silenced, optional, forUnknown, about);
  }

  /** Says which forwarding component this silences: it is not woven if that component is left in charge. */
  WovenClass silencing(ForwardingComponent component) {
    return new WovenClass(name, templates, servletApi, family, component, optional, forUnknown, about);
  }

  /**
   * Says that versions of the class without these methods are in order: they have nothing that would have to be
   * changed.
   */
  WovenClass optional() {
    return new WovenClass(name, templates, servletApi, family, silenced, true, forUnknown, about);
  }

  /** Says that this is woven only where a request of an unknown container is, and none of a known one. */
  WovenClass forUnknown() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, true, about);
  }

  /** Says that this is woven only where scheme, host or port are rewritten besides the address. */
  WovenClass forOrigin() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, About.OF_USE);
  }

  /** Says that this answers scheme, host and port, and is woven only where they are rewritten. */
  WovenClass answeringOrigin() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, About.ANSWERS);
  }

  /** Says that this has headers that name a client read as verified, and is woven only where they are. */
  WovenClass answeringHeaders() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, About.HEADERS);
  }

  /** What people call the family that it is of, such as {@code Tomcat}; {@code null} if it is of none. */
  public String family() {
    return family;
  }

  /** The internal name of the class. */
  public String name() {
    return name;
  }

  /** The templates' names in the folder {@code woven}. */
  public String[] templates() {
    return templates.clone();
  }

  /** {@code javax} or {@code jakarta}: whose types the servlet types in the templates are. */
  public String servletApi() {
    return servletApi;
  }

  /** The forwarding component that this silences, or {@code null}. */
  public ForwardingComponent silenced() {
    return silenced;
  }

  /** Whether methods that the class does not have need no change. */
  public boolean isOptional() {
    return optional;
  }

  /** Whether this is of use to unknown containers only. */
  public boolean isForUnknown() {
    return forUnknown;
  }

  /** Whether this is of use only where scheme, host or port are rewritten. */
  public boolean isForOrigin() {
    return about == About.OF_USE || about == About.ANSWERS;
  }

  /** Whether this answers scheme, host and port. */
  public boolean answersOrigin() {
    return about == About.ANSWERS;
  }

  /** Whether this is of use only where headers are read as verified, and has them read so. */
  public boolean isForHeaders() {
    return about == About.HEADERS;
  }
}
