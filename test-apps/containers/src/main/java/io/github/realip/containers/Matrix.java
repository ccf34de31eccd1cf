package io.github.realip.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The containers that the agent is tested with, read from {@code containers.csv}. */
public final class Matrix {

  private Matrix() {
  }

  /** Every container, in the order of the file. */
  public static List<Container> containers() {
    try (InputStream in = Matrix.class.getResourceAsStream("containers.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Container::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
