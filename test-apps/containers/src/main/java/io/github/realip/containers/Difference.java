package io.github.realip.containers;

import java.util.Locale;

/**
 * In what a container is not like the others, as {@code containers.csv} says it. The tests assert each difference
 * instead of the rule, so that it cannot be claimed without need, and the table of results has its words as a note.
 */
public enum Difference {
  /** There is nothing that an HTTP/2 client could talk to without TLS. */
  NO_HTTP2("no HTTP/2 without TLS"),
  /** A head that ends with its connection is answered like a whole one. */
  ANSWERS_HALF_HEADS("answers a head that ends with its connection"),
  /** There is no implementation of the websocket API. */
  NO_WEBSOCKET("no websocket"),
  /** The answer to a websocket's handshake has no headers of the application's own. */
  NO_HANDSHAKE_HEADERS("no headers of an application's own in a websocket's handshake"),
  /** There is no access log. */
  NO_ACCESS_LOG("no access log"),
  /** The access log is not that of the servlets' container: it has headers as they were sent. */
  ACCESS_LOG_AS_SENT("its access log has headers as they were sent"),
  /** There are no error pages of the application's own. */
  NO_ERROR_PAGES("no error pages of an application's own"),
  /** The application is part of the process: there is nothing to undeploy. */
  NO_REDEPLOYMENT("one application in one process, no redeployment"),
  /** There is no component for X-Forwarded-For. */
  NO_FORWARDING("no forwarding component of its own"),
  /** The component takes the address from Proxy-ip, which no proxy of today sends, and answers null without it. */
  FORWARDING_BY_PROXY_IP("its own component takes the address from Proxy-ip"),
  /** What comes behind an asynchronous request on its connection is answered before it. */
  ANSWERS_OUT_OF_ORDER("answers pipelined requests out of their order behind an asynchronous one"),
  /** A request that comes in one packet with the one before it is sometimes never answered. */
  PIPELINING_RACE("sometimes does not answer pipelined requests"),
  /** A request with a trailer is never answered. */
  NO_TRAILERS("does not answer a request with a trailer behind its chunked body"),
  /** Over HTTP/2 a request whose body is not there at once, beside another request, is never answered. */
  NO_HTTP2_INTERLEAVING("does not answer an HTTP/2 request between whose frames are another's"),
  /** Over HTTP/2 a trailer, or a client that resets a stream, ends the whole connection. */
  NO_HTTP2_TRAILERS("ends an HTTP/2 connection at a trailer or a stream's reset"),
  /** Over HTTP/2 a request with a trailer is sometimes not answered, or with an error: its end is not noticed. */
  HTTP2_TRAILERS_RACE("sometimes does not notice the end of an HTTP/2 request with a trailer"),
  /** There is one application: a second one does not start on newer Javas. */
  ONE_APPLICATION("one application in the tests"),
  /** The session's cookie is never Secure by itself, not even over TLS. */
  SESSION_NEVER_SECURE("never makes its session cookie Secure by itself"),
  /** A request with a header of more than 32 KiB is refused. */
  HEADERS_UP_TO_32K("refuses headers over 32 KiB"),
  /** Who reads a request after its end gets a NullPointerException of the container's own. */
  LATE_READ_FAILS("a read after the request's end throws the container's own NullPointerException"),
  /** Who looks at a request's address after its end gets an exception of the server's own. */
  LATE_LOOK_FAILS("a look at the address after the request's end throws the server's own exception"),
  /** A request that was dispatched asynchronously says that it is an ordinary one. */
  ASYNC_DISPATCH_AS_REQUEST("an asynchronous dispatch is of the type REQUEST"),
  /** The access log has no path of a request of HTTP/2 with a trailer. */
  NO_PATH_BEHIND_HTTP2_TRAILERS("its access log has no path for an HTTP/2 request with a trailer"),
  /** A target that is none is refused only after the whole head, whose client is logged then. */
  REFUSES_TARGETS_LATE("refuses a wrong target after the whole head"),
  /** A vertical tab at the end of a header line is taken for a blank. */
  DROPS_VERTICAL_TABS("drops a vertical tab at the end of a header line"),
  /** Control characters at the end of a header line are taken for blanks, unless the whole head is refused. */
  DROPS_CONTROLS("drops control characters at the end of a header line"),
  /** IPv6 addresses are written with all their groups. */
  IPV6_IN_FULL("writes IPv6 addresses in full"),
  /** The same, but for the access log. */
  IPV6_IN_FULL_BUT_LOG("writes IPv6 addresses in full, but for its access log"),
  /** An IPv6 peer is written in brackets. */
  IPV6_IN_BRACKETS("writes an IPv6 peer in brackets"),
  /** An IPv6 peer is written in brackets as an address and without them as a host. */
  IPV6_ADDRESS_IN_BRACKETS("writes an IPv6 peer in brackets as address, without as host");

  private final String note;

  Difference(String note) {
    this.note = note;
  }

  /** What a user should know. */
  public String note() {
    return note;
  }

  static Difference named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
