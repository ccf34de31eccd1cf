package io.github.realip.containers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One container on one Java.
 *
 * @param container a line of the matrix
 * @param java the Java's feature version
 */
record Cell(Container container, int java) {
  /** Of every kind of lists one or two. */
  private static final Pattern LISTS =
      Pattern.compile("^(Tomcat (9|11)|Jetty (9\\.4|10|12\\.0\\.31 ee10|12\\.1)|Undertow (1|2\\.3))(?!.* ee8)");


  /** Every cell of the matrix with servlets. */
  static List<Cell> all() {
    return matrix().stream().filter(cell -> cell.container().hasServlets()).toList();
  }

  /** Every cell of the matrix. */
  static List<Cell> matrix() {
    return Matrix.containers().stream()
        .flatMap(container -> container.javas().stream().map(java -> new Cell(container, java))).toList();
  }

  /** The cells of this run that have no servlets. */
  static List<Cell> withoutServlets() {
    return Selection.OF_THIS_RUN.of(matrix()).stream().filter(cell -> !cell.container().hasServlets()).toList();
  }

  /**
   * Of each of them one, told to believe X-Forwarded-For; where cells are named in every way in which it can be told.
   */
  static Stream<Cell> withoutServletsThatForward() {
    return newest(withoutServlets()).filter(Cell::forwards).flatMap(cell -> Stream.concat(Stream.of(cell),
        Selection.OF_THIS_RUN.names().isEmpty() ? Stream.of()
            : Launcher.of(cell.container()).otherForwarding(cell.container()).stream().map(cell::withOption)));
  }

  /** The cells of this run. */
  static List<Cell> selected() {
    return Selection.OF_THIS_RUN.of(all());
  }

  /**
   * Of every other container of this run, where cells are named of each, one cell, that of the newest Java, if it has a
   * component for X-Forwarded-For.
   */
  static Stream<Cell> onceEachThatForwards() {
    return Selection.OF_THIS_RUN.everyOther(onceEach().filter(Cell::forwards).toList()).stream();
  }

  /** The same of those that have none, with servlets or without. */
  static Stream<Cell> onceEachThatDoesNotForward() {
    return Stream.of(selected(), withoutServlets()).flatMap(Cell::newest).filter(cell -> !cell.forwards());
  }

  private static Stream<Cell> onceEach() {
    return newest(selected());
  }

  private static Stream<Cell> newest(List<Cell> cells) {
    Map<Container, Cell> newest = new LinkedHashMap<>();
    cells.forEach(cell -> newest.put(cell.container(), cell));
    return newest.values().stream();
  }

  /** Some cells of this run, each kind of container among them. */
  static List<Cell> samples() {
    return Selection.OF_THIS_RUN.samplesOf(all());
  }

  /** The same of those whose names this regular expression finds. */
  static List<Cell> samplesOf(String names) {
    return Selection.OF_THIS_RUN.samplesOf(
        all().stream().filter(cell -> Pattern.compile(names).matcher(cell.toString()).find()).toList());
  }

  /** The same of those that have a component for X-Forwarded-For. */
  static List<Cell> samplesThatForward() {
    return Selection.OF_THIS_RUN.samplesOf(all().stream().filter(Cell::forwards).toList());
  }

  /** The same of those whose application can come and go. */
  static List<Cell> samplesThatRedeploy() {
    return Selection.OF_THIS_RUN.samplesOf(
        all().stream().filter(cell -> !cell.differs(Difference.NO_REDEPLOYMENT)).toList());
  }

  /** The same samples in every other way in which they can be told to believe X-Forwarded-For. */
  static Stream<Cell> otherForwarding() {
    return samples().stream().flatMap(cell -> Launcher.of(cell.container()).otherForwarding(cell.container()).stream()
        .map(cell::withOption));
  }

  /**
   * Of the containers of this run with lists of whom to let in one cell each, with them, alone or beside its own
   * component for X-Forwarded-For.
   */
  static Stream<Cell> withLists() {
    List<Cell> cells = onceEach().filter(cell -> LISTS.matcher(cell.toString()).find()).toList();
    return IntStream.range(0, cells.size()).boxed().flatMap(i -> Selection.OF_THIS_RUN
        .inTurn(i, List.of(Launcher.LISTS, Launcher.LISTS + " beside-forwarding")).stream()
        .map(cells.get(i)::withOption));
  }

  /** The same with one more word for the launcher. */
  Cell withOption(String word) {
    return new Cell(container.plusOption(word), java);
  }

  /** Whether this is in the default run. */
  boolean inSpread() {
    return container.spread().contains(java);
  }

  /** Whether the container differs from the others in this. */
  boolean differs(Difference difference) {
    return container.differs(difference);
  }

  private boolean forwards() {
    return !differs(Difference.NO_FORWARDING);
  }

  /** The container on its Java with the given options, or nothing when this machine has no such Java. */
  Site start(List<String> options, boolean forwarding) throws Exception {
    Optional<Jdk> jdk = Jdks.version(java);
    return jdk.isPresent() ? Site.start(new Launch(container, jdk.get(), options, forwarding)) : null;
  }

  /** Skips the test by name when this machine has no such Java. */
  void needsItsJava() {
    Installed.jdk(java, toString());
  }

  /** The header from which its own component takes the address. */
  String forwardedFor() {
    return differs(Difference.FORWARDING_BY_PROXY_IP) ? "Proxy-ip" : "X-Forwarded-For";
  }

  /** How it writes an address of these tests. */
  String written(String address) {
    return differs(Difference.IPV6_IN_FULL) || differs(Difference.IPV6_IN_FULL_BUT_LOG) ? inFull(address) : address;
  }

  /** The same in its access log. */
  String writtenInLog(String address) {
    return differs(Difference.IPV6_IN_FULL) ? inFull(address) : address;
  }

  private static String inFull(String address) {
    return address.replace("::", ":0:0:0:0:0:");
  }

  /** How this container writes the IPv6 loopback address when nobody changes it. */
  String ipv6Loopback() {
    boolean brackets = differs(Difference.IPV6_IN_BRACKETS) || differs(Difference.IPV6_ADDRESS_IN_BRACKETS);
    return brackets ? "[0:0:0:0:0:0:0:1]" : "0:0:0:0:0:0:0:1";
  }

  /** The same as a host. */
  String ipv6LoopbackHost() {
    return differs(Difference.IPV6_IN_BRACKETS) ? "[0:0:0:0:0:0:0:1]" : "0:0:0:0:0:0:0:1";
  }

  @Override
  public String toString() {
    return container + " on Java " + java;
  }
}
