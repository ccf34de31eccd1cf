package io.github.realip.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.config.Printable;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the agent in a running JVM does. */
@Command(name = "status",
    description = "Shows what the agent in a running JVM does: version, mode, settings and where they come from, the"
        + " last reload, woven classes, requests by reason, findings, and what realip.mode=on would change while it is"
        + " observe. It changes nothing, and loads nothing into a JVM without the agent. The exit status is 0 if the"
        + " agent is at work as it is set, with mode on, observe or off.",
    footer = {"", "Example:", "  java -jar realip-agent.jar status 4711 --json"})
final class Status implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private RunningJvm jvm;

  @Option(names = "--json", description = "Prints what the agent answers, one object of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String answer;
    try {
      answer = jvm.status(spec.commandLine());
      if (answer == null) {
        throw new CannotAttachException("there is no agent in this JVM, or one that is older than this command");
      }
    } catch (CannotAttachException reason) {
      spec.commandLine().getErr().println("error: " + reason.getMessage());
      return Cli.MISTAKE;
    }
    JsonObject state = JsonParser.parseString(answer).getAsJsonObject();
    if (json) {
      out.println(answer);
    } else {
      print(state, out);
    }
    String trouble = trouble(state);
    if (trouble != null) {
      spec.commandLine().getErr().println("error: " + trouble);
    }
    return trouble == null ? Cli.OK : Cli.MISTAKE;
  }

  /** Why the agent is not at work as it is set, or {@code null} if it is. */
  static String trouble(JsonObject state) {
    if (state.has("state")) {
      return text(state, "state");
    }
    if (state.has("reload") && !state.getAsJsonObject("reload").get("taken").getAsBoolean()) {
      return "the last change of the configuration was " + text(state.getAsJsonObject("reload"), "result");
    }
    boolean off = text(state, "mode").equals("off");
    if (!off && !state.get("deciding").getAsBoolean()) {
      return text(state, "summary");
    }
    return !off && state.getAsJsonObject("woven").size() == 0 ? "no class of a container is woven" : null;
  }

  private static void print(JsonObject state, PrintWriter out) {
    if (state.has("state")) {
      return;
    }
    out.println(text(state, "agent"));
    out.println(text(state, "summary"));
    for (JsonElement each : state.getAsJsonArray("settings")) {
      JsonObject setting = each.getAsJsonObject();
      if (!text(setting, "origin").equals("default")) {
        row(out, text(setting, "name"), text(setting, "value") + "   " + text(setting, "origin"));
      }
    }
    if (state.has("reload")) {
      JsonObject reload = state.getAsJsonObject("reload");
      row(out, "last reload", text(reload, "time") + "   " + text(reload, "result"));
    }
    for (Map.Entry<String, JsonElement> each : state.getAsJsonObject("woven").entrySet()) {
      for (JsonElement name : each.getValue().getAsJsonArray()) {
        row(out, "woven", name.getAsString() + "   " + each.getKey());
      }
    }
    counts(state, "requests", "requests", out);
    counts(state, "differences", "differences", out);
    counts(state, "factDifferences", "differences", out);
    lines(state, "examples", "example", out);
    lines(state, "problems", "problem", out);
    lines(state, "findings", "finding", out);
  }

  private static void counts(JsonObject state, String name, String title, PrintWriter out) {
    if (state.has(name)) {
      for (Map.Entry<String, JsonElement> each : state.getAsJsonObject(name).entrySet()) {
        if (each.getValue().getAsLong() != 0) {
          row(out, title, String.format("%9d   %s", each.getValue().getAsLong(), each.getKey()));
        }
      }
    }
  }

  private static void lines(JsonObject state, String name, String one, PrintWriter out) {
    JsonElement lines = state.get(name);
    for (JsonElement each : lines == null ? new JsonArray() : lines.getAsJsonArray()) {
      row(out, one, each.getAsString());
    }
  }

  private static void row(PrintWriter out, String name, String value) {
    out.println(String.format("%-16s %s", name, Printable.escape(value)));
  }

  static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? "" : Printable.escape(value.getAsString());
  }
}
