package io.github.realip.lab;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.lab.Client.Answer;
import io.github.realip.lab.Client.Question;
import io.github.realip.lab.Outcome.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tries one situation with one protocol: the same request to what echoes, to what has no agent, to what has it. */
final class Experiment {
  /** So many requests are enough for the agent to speak, or for its silence to mean something. */
  private static final int REQUESTS = 30;
  private static final int MOST_ATTEMPTS = 10;
  private static final int ROUNDS_OF_SEVERAL = 3;

  private final Cluster cluster;
  private final Situation situation;
  private final Family family;

  Experiment(Cluster cluster, Situation situation, Family family) {
    this.cluster = cluster;
    this.situation = situation;
    this.family = family;
  }

  /**
   * Tries it.
   *
   * @param pod the application with the agent
   */
  Outcome run(Pod pod) throws IOException, InterruptedException {
    List<String> before = pod.findings();
    List<Exchange> exchanges = new ArrayList<>();
    for (int round = 0; round < (situation.from().size() > 1 ? ROUNDS_OF_SEVERAL : 1); round++) {
      for (String caller : situation.from()) {
        exchanges.add(exchange(caller, false));
      }
    }
    List<String> findings = findings(pod, before);
    for (String caller : situation.from()) {
      exchanges.add(exchange(caller, true));
    }
    return new Outcome(situation, family, exchanges, findings, pod.log());
  }

  private Exchange exchange(String caller, boolean forged) throws IOException {
    List<App> targets = List.of(app("echo"), app("plain"), situation.app());
    List<Answer> answers = new ArrayList<>();
    if (caller.equals(Situation.APP)) {
      for (App target : targets) {
        answers.addAll(client(caller, target).ask(List.of(question(target, forged, userAgent(caller)))));
      }
    } else {
      answers.addAll(client(caller, null).ask(
          targets.stream().map(target -> question(target, forged, userAgent(caller))).toList()));
    }
    Answer echo = answers.get(0);
    JsonObject seen = echo.status() == 200 ? json(echo) : null;
    return new Exchange(caller, forged,
        seen == null ? failure(echo) : Addresses.canonical(seen.get("peer").getAsString()),
        answers.get(2).status() == 200 ? json(answers.get(2)).get("remotePort").getAsInt() : 0,
        seen == null ? List.of() : seen.getAsJsonArray("lines").asList().stream().map(line -> line.getAsString())
            .toList(),
        address(answers.get(1)), address(answers.get(2)));
  }

  /** What the agent says when there have been enough requests. */
  private List<String> findings(Pod pod, List<String> before) throws IOException {
    List<String> expected = situation.findings(family);
    List<String> findings = new ArrayList<>();
    int attempts = 0;
    do {
      ask();
      findings = new ArrayList<>(pod.findings());
      before.forEach(findings::remove);
    } while (!findings.containsAll(expected) && ++attempts < MOST_ATTEMPTS);
    return findings;
  }

  /** Callers from outside are many; a caller inside is one program, unless it stands for all that the path hides. */
  private void ask() throws IOException {
    if (situation.isUnreachable()) {
      return;
    }
    String caller = situation.from().get(0);
    Client client = client(caller, situation.app());
    boolean many = caller.startsWith("client") || situation.isLost();
    client.ask(many ? Client.USER_AGENTS.stream()
        .map(agent -> question(situation.app(), agent, REQUESTS / Client.USER_AGENTS.size())).toList()
        : List.of(question(situation.app(), userAgent(caller), REQUESTS)));
  }

  private Client client(String caller, App app) {
    String network = caller.equals(Situation.APP) ? app.namespace() : Host.named(caller).namespace();
    return new Client(cluster.sandbox(), network, situation.isUnreachable() ? "0.5" : "10");
  }

  private static String userAgent(String caller) {
    return caller.equals(Situation.APP) ? Host.PROGRAM : Host.named(caller).userAgent();
  }

  private Question question(App app, boolean forged, String userAgent) {
    return new Question(app.hostName(), situation.route().socket(app, situation.ingress(), family),
        forged ? Client.FORGED : List.of(), userAgent, 1);
  }

  private Question question(App app, String userAgent, int times) {
    return new Question(app.hostName(), situation.route().socket(app, situation.ingress(), family),
        List.of(), userAgent, times);
  }

  private App app(String name) {
    return cluster.apps().stream().filter(app -> app.name().equals(name)).findFirst().orElseThrow();
  }

  private static String address(Answer answer) {
    return answer.status() == 200
        ? Addresses.canonical(json(answer).get("remoteAddr").getAsString())
        : failure(answer);
  }

  private static JsonObject json(Answer answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private static String failure(Answer answer) {
    return answer.timedOut() ? "time-out" : answer.status() == 0 ? "no answer" : "HTTP " + answer.status();
  }
}
