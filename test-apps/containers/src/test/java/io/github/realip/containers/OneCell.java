package io.github.realip.containers;

/** What tests of one cell need, in whatever class they are. */
interface OneCell {

  /** The server, with its proxies. */
  Site site();

  /** What it is. */
  Cell cell();
}
