package io.github.realip.resolve;

/** The elements of a header's lines, from the right. */
final class Elements {

  /** The line of the element at hand, {@code line[from,to)} without blanks around it. */
  String line;
  int from;
  int to;
  private final HeaderLines lines;
  private final ElementGrammar grammar;
  private int linesLeft;
  private int end; // of the next element; -1 if the line has no more

  Elements(HeaderLines lines, ElementGrammar grammar) {
    this.lines = lines;
    this.grammar = grammar;
    line = lines.last();
    end = line.length();
    linesLeft = lines.earlier().size();
  }

  /** Goes to the next one; {@code false} if there is none. */
  boolean next() {
    if (end < 0 && linesLeft == 0) {
      return false;
    }
    if (end < 0) {
      line = lines.earlier().get(--linesLeft);
      end = line.length();
    }
    int start = grammar.elementStart(line, end);
    from = ElementGrammar.skipBlanks(line, start, end);
    to = ElementGrammar.dropBlanks(line, from, end);
    end = start - 1;
    return true;
  }
}
