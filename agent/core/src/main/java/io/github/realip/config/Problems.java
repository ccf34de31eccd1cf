package io.github.realip.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is wrong with a configuration. Whoever reads stops when it is full: a file with a hundred mistakes is not what
 * it is taken for, and a huge one of them must cost neither time nor memory.
 */
final class Problems {

  static final int MOST = 100;

  private final List<Problem> all = new ArrayList<Problem>();

  void add(Problem problem) {
    if (!isFull()) {
      all.add(problem);
    }
    if (all.size() == MOST - 1) {
      all.add(Problem.error("there are " + MOST + " mistakes or more, and the rest is not read",
          "see whether it is the right file"));
    }
  }

  void addAll(List<Problem> problems) {
    for (Problem problem : problems) {
      add(problem);
    }
  }

  boolean isFull() {
    return all.size() == MOST;
  }

  boolean haveError() {
    for (Problem problem : all) {
      if (problem.isError()) {
        return true;
      }
    }
    return false;
  }

  List<Problem> all() {
    return Collections.unmodifiableList(all);
  }
}
