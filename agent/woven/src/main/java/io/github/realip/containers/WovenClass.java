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
  private final Use use;

  /** Which settings want an entry. */
  private enum Use {
    /** Any. */
    ADDRESS,
    /** That scheme, host or port of a request are rewritten, as the client made it. */
    ORIGIN,
    /** The same, and the entry answers them. */
    ORIGIN_ANSWER,
    /** That headers that name a client are read as verified. */
    HEADERS,
    /** That the PROXY protocol is read. */
    PROXY_PROTOCOL,
    /** The same, and the class reads it itself. */
    OWN_PROXY_PROTOCOL
  }

  private WovenClass(String name, String[] templates, String servletApi, String family, ForwardingComponent silenced,
      boolean optional, boolean forUnknown, Use use) {
    this.name = name;
    this.templates = templates;
    this.servletApi = servletApi;
    this.family = family;
    this.silenced = silenced;
    this.optional = optional;
    this.forUnknown = forUnknown;
    this.use = use;
  }

  /**
   * Makes an entry.
   *
   * @param name the internal name of the class, with slashes
   * @param templates names in the folder {@code woven}, such as {@code tomcat/CoyoteAdapter}; none for a request that
   *     asks a woven class, which would else be taken for that of an unknown container
   */
  static WovenClass of(String name, String... templates) {
    return new WovenClass(name, templates, "javax", null, null, false, false, Use.ADDRESS);
  }

  /** The same as one of a family's. */
  WovenClass in(String newFamily) {
    return new WovenClass(name, templates, servletApi, newFamily, silenced, optional, forUnknown, use);
  }

  /** The same for the other Servlet API. */
  WovenClass jakarta() {
    return new WovenClass(name, templates, "jakarta", family, silenced, optional, forUnknown, use);
  }

  /** Says which forwarding component this silences: it is not woven if that component is left in charge. */
  WovenClass silencing(ForwardingComponent component) {
    return new WovenClass(name, templates, servletApi, family, component, optional, forUnknown, use);
  }

  /**
   * Says that versions of the class without these methods are in order: they have nothing that would have to be
   * changed.
   */
  WovenClass optional() {
    return new WovenClass(name, templates, servletApi, family, silenced, true, forUnknown, use);
  }

  /** Says that this is woven only where a request of an unknown container is, and none of a known one. */
  WovenClass forUnknown() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, true, use);
  }

  /** Says that this is woven only where scheme, host or port are rewritten besides the address. */
  WovenClass forOrigin() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, Use.ORIGIN);
  }

  /** Says that this answers scheme, host and port, and is woven only where they are rewritten. */
  WovenClass answeringOrigin() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, Use.ORIGIN_ANSWER);
  }

  /** Says that this has headers that name a client read as verified, and is woven only where they are. */
  WovenClass answeringHeaders() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, Use.HEADERS);
  }

  /** Says that this is woven only where the PROXY protocol is read. */
  WovenClass forProxyProtocol() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, Use.PROXY_PROTOCOL);
  }

  /** Says that where this class is, the server has been told to read the PROXY protocol by itself. */
  WovenClass readingProxyProtocol() {
    return new WovenClass(name, templates, servletApi, family, silenced, optional, forUnknown, Use.OWN_PROXY_PROTOCOL);
  }

  /** What people call the family that it is of, such as {@code Tomcat}; {@code null} if it is of none. */
  public String family() {
    return family;
  }

  /** The internal name of the class. */
  public String name() {
    return name;
  }

  /** Whether the boot loader has the class: it is in the JVM of every program, whatever that is. */
  public boolean isOfTheJdk() {
    return name.startsWith("sun/");
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
    return use == Use.ORIGIN || use == Use.ORIGIN_ANSWER;
  }

  /** Whether this is of use only where headers are read as verified, and has them read so. */
  public boolean isForHeaders() {
    return use == Use.HEADERS;
  }

  /** Whether this is of use only where the PROXY protocol is read. */
  public boolean isForProxyProtocol() {
    return use == Use.PROXY_PROTOCOL || use == Use.OWN_PROXY_PROTOCOL;
  }

  /** Whether the server reads the PROXY protocol by itself where this class is. */
  public boolean readsProxyProtocol() {
    return use == Use.OWN_PROXY_PROTOCOL;
  }

  /** Whether this answers scheme, host and port. */
  public boolean answersOrigin() {
    return use == Use.ORIGIN_ANSWER;
  }
}
