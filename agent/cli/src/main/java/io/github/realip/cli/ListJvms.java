package io.github.realip.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.realip.config.Printable;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which JVMs have the agent. */
@Command(name = "list",
    description = "Shows the JVMs of the same user, on this machine or in this pod, that have the agent: process id,"
        + " mode, what it does, and the main class. The exit status is 0 if there is one and each is at work as it is"
        + " set; status PID says more.",
    footer = {"", "Example:", "  java -jar realip-agent.jar list"})
final class ListJvms implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "Prints an object of JSON a JVM and line: pid, main, and status as status PID"
      + " --json has it.")
  private boolean json;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Override
  public Integer call() {
    int found = 0;
    int troubled = 0;
    try {
      for (Map.Entry<String, String> each : RunningJvm.all().entrySet()) {
        JsonObject state;
        try {
          String answer = RunningJvm.of(each.getKey()).status(spec.commandLine());
          state = answer == null ? null : JsonParser.parseString(answer).getAsJsonObject();
        } catch (CannotAttachException reason) { // of another user, or gone meanwhile
          spec.commandLine().getErr().println("warning: " + each.getKey() + ": " + reason.getMessage());
          continue;
        }
        if (state != null) {
          found++;
          troubled += Status.trouble(state) == null ? 0 : 1;
          show(each.getKey(), each.getValue(), state);
        }
      }
    } catch (CannotAttachException reason) {
      spec.commandLine().getErr().println("error: " + reason.getMessage());
      return Cli.MISTAKE;
    }
    if (found == 0) {
      spec.commandLine().getErr().println("error: no JVM that this user sees here has the agent");
    }
    return found > 0 && troubled == 0 ? Cli.OK : Cli.MISTAKE;
  }

  private void show(String pid, String main, JsonObject state) {
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("pid", Long.parseLong(pid));
      object.addProperty("main", main);
      object.add("status", state);
      spec.commandLine().getOut().println(Json.text(object));
      return;
    }
    String does = Status.text(state, state.has("state") ? "state" : "summary");
    spec.commandLine().getOut().println(String.format("%7s  %-7s  %s  (%s)", pid, Status.text(state, "mode"), does,
        Printable.escape(main)));
  }
}
