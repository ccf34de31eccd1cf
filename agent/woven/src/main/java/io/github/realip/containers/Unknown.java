package io.github.realip.containers;

/** What the requests of unknown containers pass, whichever they are: the Servlet API's own class of servlets. */
final class Unknown extends Family {

  Unknown() {
    super(
        WovenClass.of("javax/servlet/http/HttpServlet", "unknown/HttpServlet").optional().forUnknown(),
        WovenClass.of("jakarta/servlet/http/HttpServlet", "unknown/HttpServlet").optional().forUnknown().jakarta());
  }
}
