package io.github.realip.containers;

/** What a column of the table of results is about. */
enum Aspect {
  ADDRESS("address", null),
  HOST("host", null),
  ACCESS_LOG("access log", Difference.NO_ACCESS_LOG),
  ASYNC("async", null),
  HTTP2("HTTP/2", Difference.NO_HTTP2),
  WEBSOCKET("websocket", Difference.NO_WEBSOCKET),
  FORWARDING("own forwarding", Difference.NO_FORWARDING),
  REDEPLOYMENT("redeployment", Difference.NO_REDEPLOYMENT),
  STOP("stop", null);

  private final String title;
  private final Difference absence;

  Aspect(String title, Difference absence) {
    this.title = title;
    this.absence = absence;
  }

  /** The head of its column. */
  String title() {
    return title;
  }

  /** Whether the container has nothing that this could be about. */
  boolean isAbsentIn(Container container) {
    return absence != null && container.differs(absence);
  }
}
