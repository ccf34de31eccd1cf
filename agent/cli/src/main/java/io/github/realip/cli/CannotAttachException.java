package io.github.realip.cli;

/** Why a JVM cannot be reached, in one line that also says what to do. */
final class CannotAttachException extends Exception {

  private static final long serialVersionUID = 1;

  CannotAttachException(String line) {
    super(line);
  }
}
