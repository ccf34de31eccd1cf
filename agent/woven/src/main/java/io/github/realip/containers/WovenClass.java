package io.github.realip.containers;

/** One class of a container, and the templates that are woven into it together, or not at all. */
public final class WovenClass {

  private final String name;
  private final String[] templates;
  private final String servletApi;
  private final ForwardingComponent silenced;
  private final boolean optional;

  private WovenClass(String name, String[] templates, String servletApi, ForwardingComponent silenced,
      boolean optional) {
    this.name = name;
    this.templates = templates;
    this.servletApi = servletApi;
    this.silenced = silenced;
    this.optional = optional;
  }

  /**
   * Makes an entry.
   *
   * @param name the internal name of the class, with slashes
   * @param templates names in the folder {@code woven}, such as {@code tomcat/CoyoteAdapter}; none for a request that
   *     asks a woven class, which would else be taken for that of an unknown container
   */
  static WovenClass of(String name, String... templates) {
    return new WovenClass(name, templates, "javax", null, false);
  }

  /** The same for the other Servlet API. */
  WovenClass jakarta() {
    return new WovenClass(name, templates, "jakarta", silenced, optional);
  }

  /** Says which forwarding component this silences: it is not woven if that component is left in charge. */
  WovenClass silencing(ForwardingComponent component) {
    return new WovenClass(name, templates, servletApi, component, optional);
  }

  /**
   * Says that versions of the class without these methods are in order: they have nothing that would have to be
   * changed.
   */
  WovenClass optional() {
    return new WovenClass(name, templates, servletApi, silenced, true);
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
}
