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
  /** Who comes to a site. */
  static final List<String> USER_AGENTS = List.of(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "okhttp/5.1.0");
  /** The agent takes requests that come closer together for one and the same. */
  private static final String RATE = "150/s";
  private static final char END_OF_BODY = 0x1e;
  private static final char END_OF_ANSWER = 0x1f;
  private static final int TIMEOUT = 28;

  private final Sandbox sandbox;
  private final String network;
  private final String patience;

  /**
   * A client.
   *
   * @param patience how many seconds to wait for a connection
   */
  Client(Sandbox sandbox, String network, String patience) {
    this.sandbox = sandbox;
    this.network = network;
    this.patience = patience;
  }

  /** Asks and waits for the answers, one after the other. */
  List<Answer> ask(List<Question> questions) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--globoff", "--rate", RATE));
    String separator = null;
    for (Question question : questions) {
      if (separator != null) {
        command.add(separator);
      }
      separator = "--next";
      command.addAll(List.of("--connect-timeout", patience, "--max-time", "30", "--noproxy", "*",
          "--user-agent", question.userAgent(), "--header", "Host: " + question.host(),
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
   * @param userAgent what the client says that it is
   * @param times how often
   */
  record Question(String host, String socket, List<String> headerLines, String userAgent, int times) {
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
