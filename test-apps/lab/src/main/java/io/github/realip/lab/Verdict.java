package io.github.realip.lab;

import io.github.realip.lab.Outcome.Exchange;
import java.util.ArrayList;
import java.util.List;

/** What an exchange is, held against what its situation says. */
enum Verdict {
  /** The agent answers what is right. */
  RIGHT("right"),
  /** Nobody can know the right answer, and the agent answers what is to be answered then. */
  LOST("lost"),
  /** There is no answer, as is to be expected. */
  NONE("no answer"),
  /** The settings are not the right ones, and the agent answers what is to be answered then. */
  MISCONFIGURED("misconfigured"),
  /** Something is not as the situation says. */
  WRONG("WRONG");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  static Verdict of(Outcome outcome, Exchange exchange) {
    Situation situation = outcome.situation();
    if (!differences(outcome, exchange).isEmpty()) {
      return WRONG;
    }
    if (situation.isLost()) {
      return LOST;
    }
    String right = right(outcome, exchange);
    return !right.equals(exchange.with()) ? MISCONFIGURED : right.matches("[0-9a-f.:]+") ? RIGHT : NONE;
  }

  /** The right address. */
  static String right(Outcome outcome, Exchange exchange) {
    return outcome.situation().isLost() ? Situation.LOST
        : Situation.addresses(outcome.situation().right(), exchange.caller(), outcome.family());
  }

  /** In what the exchange is not as the situation says. */
  static List<String> differences(Outcome outcome, Exchange exchange) {
    Situation situation = outcome.situation();
    List<String> differences = new ArrayList<>();
    compare("the peer", situation.peer(), exchange.peer(), outcome, exchange, differences);
    compare("without the agent, the address", situation.peerOfApplication(), exchange.without(), outcome, exchange,
        differences);
    compare("with the agent, the address", situation.answer(exchange.forged()), exchange.with(), outcome, exchange,
        differences);
    compare("X-Forwarded-For", exchange.forged() ? situation.forgedForwardedFor() : situation.forwardedFor(),
        exchange.forwardedFor(), outcome, exchange, differences);
    return differences;
  }

  private static void compare(String what, String cell, String is, Outcome outcome, Exchange exchange,
      List<String> differences) {
    String expected = Situation.addresses(cell, exchange.caller(), outcome.family());
    if (!expected.equals(is)) {
      differences.add(outcome.family() + (exchange.forged() ? ", forged headers" : "") + ", from " + exchange.caller()
          + ": " + what + " is \"" + is + "\", not \"" + expected + '"');
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
