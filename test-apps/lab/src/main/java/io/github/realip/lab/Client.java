package io.github.realip.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** curl in one of the networks. */
final class Client {
  /** What a client sends that wants to be somebody else. */
  static final List<String> FORGED = List.of(
      "X-Forwarded-For: " + Host.FORGED.address(Family.IPV4),
      "X-Real-IP: " + Host.FORGED.address(Family.IPV4),
      "Forwarded: for=" + Host.FORGED.address(Family.IPV4));
  private static final char END_OF_BODY = 0x1e;
  private static final char END_OF_ANSWER = 0x1f;
  private static final int TIMEOUT = 28;

  private final Sandbox sandbox;
  private final String network;
  private final String userAgent;

  Client(Sandbox sandbox, String network, String userAgent) {
    this.sandbox = sandbox;
    this.network = network;
    this.userAgent = userAgent;
  }

  /** Asks and waits for the answers, one after the other. */
  List<Answer> ask(List<Question> questions) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--globoff"));
    String separator = null;
    for (Question question : questions) {
      if (separator != null) {
        command.add(separator);
      }
      separator = "--next";
      command.addAll(List.of("--connect-timeout", "1", "--max-time", "20", "--noproxy", "*",
          "--user-agent", userAgent, "--header", "Host: " + question.host(),
          "--write-out", END_OF_BODY + "%{exitcode} %{http_code}" + END_OF_ANSWER));
      question.headerLines().forEach(line -> command.addAll(List.of("--header", line)));
      for (int i = 0; i < question.times(); i++) {
        command.add("http://" + question.socket() + "/whoami");
      }
    }
    Process process = new ProcessBuilder(sandbox.inside(network, command)).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Answer> answers = new ArrayList<>();
    for (String answer : said.split(String.valueOf(END_OF_ANSWER))) {
      int end = answer.lastIndexOf(END_OF_BODY);
      if (end >= 0) {
        String[] codes = answer.substring(end + 1).split(" ");
        answers.add(new Answer(Integer.parseInt(codes[0]) == TIMEOUT, Integer.parseInt(codes[1]),
            answer.substring(0, end)));
      }
    }
    if (answers.size() != questions.stream().mapToInt(Question::times).sum()) {
      throw new IOException("curl in " + network + " said: " + said
          + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    return answers;
  }

  /**
   * A request.
   *
   * @param host the name of the application
   * @param socket where to connect to
   * @param headerLines what to send besides
   * @param times how often
   */
  record Question(String host, String socket, List<String> headerLines, int times) {
  }

  /**
   * What came back.
   *
   * @param timedOut whether nobody answered
   * @param status as 200, or 0
   * @param body the text
   */
  record Answer(boolean timedOut, int status, String body) {
  }
}
